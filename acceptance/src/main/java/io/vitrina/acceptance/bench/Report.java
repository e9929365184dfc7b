package io.vitrina.acceptance.bench;

import java.util.Locale;

/** Prints figures beside what they should be. */
final class Report {

    private boolean failed;

    void title(String text) {
        System.out.println();
        System.out.println(text);
    }

    void line(String what, Object figure) {
        System.out.printf(Locale.ROOT, "  %-52s %s%n", what, figure);
        System.out.flush();
    }

    void atLeast(String what, double figure, double target, String unit) {
        verdict(what, figure, "≥", target, unit, figure >= target);
    }

    void atMost(String what, double figure, double target, String unit) {
        verdict(what, figure, "≤", target, unit, figure <= target);
    }

    private void verdict(String what, double figure, String relation, double target, String unit, boolean met) {
        line(
                what,
                String.format(
                        Locale.ROOT,
                        "%,.2f %s (target %s %,.0f: %s)",
                        figure,
                        unit,
                        relation,
                        target,
                        met ? "met" : "MISSED"));
    }

    /** A run with answers that should not have been makes the bench fail, whatever its speed. */
    void run(String what, Figures figures) {
        line(what, figures);
        failed |= figures.failures() > 0 || figures.nanos().length == 0;
    }

    void broken(String why) {
        line("BROKEN", why);
        failed = true;
    }

    boolean failed() {
        return failed;
    }
}
