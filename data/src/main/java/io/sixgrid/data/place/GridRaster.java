package io.sixgrid.data.place;

import java.util.Arrays;
import java.util.List;

/**
 * A raster over a coverage: a cell that no border crosses knows its only shape, any other lists the shapes whose border
 * crosses it. Cells are squares of 2^k lattice units, so that a point finds its cell by a shift.
 */
final class GridRaster {
    /** No shape holds any point of the cell. */
    static final int OUTSIDE = -1;
    /** A border crosses the cell: ask {@link #candidates}. */
    static final int SEVERAL = -2;

    private static final int CELLS_PER_SHAPE = 4096;
    private static final int MAX_CELLS = 1 << 24;

    private final List<PackedShape> shapes;
    private final int minX;
    private final int minY;
    private final int shift;
    private final int columns;
    private final int rows;
    // Per cell: a shape's index, OUTSIDE, or -3 - the start of its candidates in `lists`, which a -1 ends.
    private final int[] cells;
    private final int[] lists;

    GridRaster(List<PackedShape> shapes) {
        this.shapes = shapes;
        minX = shapes.stream().mapToInt(s -> s.minX).min().orElse(0);
        minY = shapes.stream().mapToInt(s -> s.minY).min().orElse(0);
        long width =
                shapes.stream().mapToLong(s -> (long) s.maxX - minX + 1).max().orElse(1);
        long height =
                shapes.stream().mapToLong(s -> (long) s.maxY - minY + 1).max().orElse(1);
        long most = Math.min(MAX_CELLS, Math.max(1, (long) CELLS_PER_SHAPE * shapes.size()));
        int k = 0;
        while (((width >> k) + 1) * ((height >> k) + 1) > most) {
            k++;
        }
        shift = k;
        columns = (int) (width >> k) + 1;
        rows = (int) (height >> k) + 1;
        cells = new int[columns * rows];
        lists = listCandidates(borderCells());
        fill();
    }

    /** The only shape that can hold the point, or {@link #OUTSIDE}, or {@link #SEVERAL}. */
    int single(int x, int y) {
        int cell = cell(x, y);
        return cell < 0 ? OUTSIDE : Math.max(cells[cell], SEVERAL);
    }

    /** The shapes whose border crosses the cell of the point. */
    int[] candidates(int x, int y) {
        int start = -3 - cells[cell(x, y)];
        int end = start;
        while (lists[end] >= 0) {
            end++;
        }
        return Arrays.copyOfRange(lists, start, end);
    }

    private int cell(int x, int y) {
        long column = ((long) x - minX) >> shift;
        long row = ((long) y - minY) >> shift;
        return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : (int) (row * columns + column);
    }

    /** Every (cell, shape) such that a segment of the shape comes within one unit of the cell; sorted, distinct. */
    private long[] borderCells() {
        LongList pairs = new LongList();
        for (int shape = 0; shape < shapes.size(); shape++) {
            int index = shape;
            shapes.get(shape).forEachSegment((x1, y1, x2, y2) -> {
                // Always from south to north, so that both neighbours of an edge mark the same cells.
                if (y1 < y2 || (y1 == y2 && x1 <= x2)) {
                    mark(x1, y1, x2, y2, index, pairs);
                } else {
                    mark(x2, y2, x1, y1, index, pairs);
                }
            });
        }
        return pairs.sortedDistinct();
    }

    private void mark(int x1, int y1, int x2, int y2, int shape, LongList pairs) {
        long rowFrom = Math.max(0, ((long) y1 - 1 - minY) >> shift);
        long rowTo = Math.min(rows - 1, ((long) y2 + 1 - minY) >> shift);
        for (long row = rowFrom; row <= rowTo; row++) {
            long south = (row << shift) + minY;
            long north = south + (1L << shift);
            double a = xAt(x1, y1, x2, y2, Math.max(south, y1));
            double b = xAt(x1, y1, x2, y2, Math.min(north, y2));
            // In a row of its own neighbour an end can lie outside the segment: then both ends count.
            long west = (long) Math.floor(Math.min(a, b)) - 1;
            long east = (long) Math.ceil(Math.max(a, b)) + 1;
            if (y1 == y2) {
                west = Math.min(x1, x2) - 1L;
                east = Math.max(x1, x2) + 1L;
            }
            long columnFrom = Math.max(0, (west - minX) >> shift);
            long columnTo = Math.min(columns - 1, (east - minX) >> shift);
            for (long column = columnFrom; column <= columnTo; column++) {
                pairs.add((row * columns + column) << 32 | shape);
            }
        }
    }

    private static double xAt(int x1, int y1, int x2, int y2, long y) {
        if (y <= y1) {
            return x1;
        }
        if (y >= y2) {
            return x2;
        }
        return x1 + ((double) x2 - x1) * (y - y1) / ((double) y2 - y1);
    }

    private int[] listCandidates(long[] pairs) {
        int[] found = new int[2 * pairs.length + 1];
        int at = 0;
        for (int i = 0; i < pairs.length; ) {
            int cell = (int) (pairs[i] >> 32);
            cells[cell] = -3 - at;
            while (i < pairs.length && (int) (pairs[i] >> 32) == cell) {
                found[at++] = (int) pairs[i++];
            }
            found[at++] = -1;
        }
        return Arrays.copyOf(found, at);
    }

    /** Two neighbouring cells without a border in either have the same shape, so one test serves a whole patch. */
    private void fill() {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int cell = row * columns + column;
                if (cells[cell] <= SEVERAL) {
                    continue;
                }
                if (column > 0 && cells[cell - 1] > SEVERAL) {
                    cells[cell] = cells[cell - 1];
                } else if (row > 0 && cells[cell - columns] > SEVERAL) {
                    cells[cell] = cells[cell - columns];
                } else {
                    cells[cell] = shapeAt(row, column);
                }
            }
        }
    }

    private int shapeAt(int row, int column) {
        long x = minX + ((long) column << shift) + (1L << shift) / 2;
        long y = minY + ((long) row << shift) + (1L << shift) / 2;
        for (int shape = 0; shape < shapes.size(); shape++) {
            if (shapes.get(shape).side((int) x, (int) y) == PackedShape.Side.INSIDE) {
                return shape;
            }
        }
        return OUTSIDE;
    }

    /** A growing array of longs. */
    private static final class LongList {
        private long[] values = new long[1024];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        long[] sortedDistinct() {
            Arrays.sort(values, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || values[i] != values[i - 1]) {
                    values[kept++] = values[i];
                }
            }
            return Arrays.copyOf(values, kept);
        }
    }
}
