package io.sixgrid.data.grid;

import java.time.Instant;
import java.util.List;

/**
 * That a code is no longer used.
 *
 * @param at         from when on; may lie ahead
 * @param reason     what became of its grid: {@code split}, {@code merge}, {@code transfer}, {@code retire},
 *                   {@code complex}, or {@code recode} where it goes on under another code
 * @param successors where its land went, the largest part first
 */
public record Retirement(Instant at, String reason, List<Descent> successors) {
    public Retirement {
        successors = List.copyOf(successors);
    }
}
