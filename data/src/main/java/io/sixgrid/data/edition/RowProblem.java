package io.sixgrid.data.edition;

/**
 * What is wrong in one cell of a file.
 *
 * @param feature the number of the feature in the file, from 1
 * @param field   in our words, as {@code households}; {@code shape} for its geometry
 * @param value   as the file says it; empty where it says nothing
 */
public record RowProblem(int feature, String field, String value, String problem) {}
