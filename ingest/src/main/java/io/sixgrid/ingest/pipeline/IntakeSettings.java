package io.sixgrid.ingest.pipeline;

/**
 * How messages go from arrival to commit.
 *
 * @param batch how they are gathered for a transaction
 * @param flood what one device may send before its excess is kept by count only
 */
public record IntakeSettings(BatchSettings batch, FloodLimit flood) {
    public static final IntakeSettings DEFAULT = new IntakeSettings(BatchSettings.DEFAULT, FloodLimit.DEFAULT);
}
