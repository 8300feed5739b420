package io.sixgrid.data.redraw;

import io.sixgrid.data.code.CodeCheck;
import io.sixgrid.data.code.CodeRule;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.code.CodeStore.Issued;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the codes that an edit gives: a code is one grid's for ever, and follows the rule of its level. What other drafts
 * mean to give is nobody's yet. Safe for use by several threads.
 */
public final class DraftCodes {
    private final CodeStore codes;
    private final CodeRules rules;

    public DraftCodes(CodeStore codes, CodeRules rules) {
        this.codes = codes;
        this.rules = rules;
    }

    /**
     * One finding for each code that its grid cannot have.
     *
     * @param sketch as the edit left it
     */
    List<Finding> check(Sketch sketch, Edit edit) {
        Map<Long, Piece> before = new HashMap<>();
        edit.before().forEach(piece -> before.put(piece.id(), piece));
        List<Piece> coded = new ArrayList<>();
        List<Grid> kept = new ArrayList<>();
        for (Piece piece : edit.after()) {
            Piece was = before.get(piece.id());
            if (was == null || !was.code().equals(piece.code())) {
                coded.add(piece);
            } else if (was.parent() != piece.parent()) {
                kept.add(sketch.grid(piece));
            }
        }
        List<Finding> findings = new ArrayList<>();
        // Rules are files: they are read only where there is something to judge.
        if (!coded.isEmpty() || !kept.isEmpty()) {
            String scheme = sketch.scheme().code();
            Map<Integer, CodeRule> rules = rules(scheme);
            findings.addAll(foreign(scheme, coded));
            findings.addAll(CodeCheck.of(rules, coded.stream().map(sketch::grid).toList()));
            CodeCheck.of(rules, kept).forEach(finding -> findings.add(stale(finding)));
        }
        return findings;
    }

    /** A rule may ask for the parent's code at the beginning; a grid that only got another parent keeps its own all the same. */
    private static Finding stale(Finding finding) {
        return new Finding(Finding.Kind.STALE_CODE, finding.codes(), finding.sentence(), finding.where());
    }

    private List<Finding> foreign(String scheme, List<Piece> coded) {
        Map<String, Issued> issued =
                codes.ledger(scheme, coded.stream().map(Piece::code).toList());
        List<Finding> findings = new ArrayList<>();
        for (Piece piece : coded) {
            Issued holder = issued.get(piece.code());
            if (holder != null && holder.grid() != piece.id()) {
                findings.add(new Finding(
                        Finding.Kind.CODE,
                        List.of(piece.code()),
                        "the code " + piece.code()
                                + holder.retired()
                                        .map(end -> " was another grid's until " + end)
                                        .orElse(" is another grid's")
                                + ", and is not used again",
                        piece.shape()));
            }
        }
        return findings;
    }

    private Map<Integer, CodeRule> rules(String scheme) {
        Map<Integer, String> names = codes.rules(scheme);
        Map<Integer, CodeRule> byLevel = new HashMap<>();
        names.forEach((level, name) -> byLevel.put(level, rules.required(name)));
        return byLevel;
    }
}
