package io.sixgrid.data.grid;

/** An amendment with all that can be found out of it before other publishers are held up. To be written once. */
public final class Prepared {
    private final Amendment amendment;
    private final LineageShares shares;

    public Prepared(Amendment amendment) {
        this.amendment = amendment;
        this.shares = new LineageShares(amendment);
    }

    Amendment amendment() {
        return amendment;
    }

    LineageShares shares() {
        return shares;
    }
}
