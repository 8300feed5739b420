package io.sixgrid.data.sample;

/** Deals a whole number of pieces out by weight. */
final class Apportionment {
    private Apportionment() {}

    /**
     * Largest remainders, after everyone got {@code min}: the result sums to {@code total} exactly.
     *
     * @param weights at least one, all positive
     */
    static int[] of(int total, int min, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int free = total - min * weights.length;
        int[] parts = new int[weights.length];
        double[] remainders = new double[weights.length];
        int given = 0;
        for (int i = 0; i < weights.length; i++) {
            double share = free * weights[i] / sum;
            parts[i] = min + (int) Math.floor(share);
            remainders[i] = share - Math.floor(share);
            given += parts[i];
        }
        for (; given < total; given++) {
            int largest = 0;
            for (int i = 1; i < weights.length; i++) {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }
            parts[largest]++;
            remainders[largest] = -1;
        }
        return parts;
    }
}
