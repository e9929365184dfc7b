package io.vitrina.local.assortment;

import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Sketches of covers. */
final class BooksSketches {

    static final Map<String, BiConsumer<Brush, Random>> ALL = Map.of(
            "fiction", BooksSketches::novel, "children", BooksSketches::tale, "science", BooksSketches::textbook);

    private BooksSketches() {}

    private static void cover(Brush brush) {
        brush.polygon(brush.dark, 26, 16, 78, 20, 78, 88, 26, 84);
        brush.polygon(brush.light, 28, 82, 76, 86, 76, 82, 28, 78);
        brush.body(24, 14, 50, 68, 3).box(brush.dark, 24, 14, 6, 68, 2);
    }

    private static void novel(Brush brush, Random random) {
        cover(brush);
        double sun = 12 + random.nextInt(10);
        brush.oval(brush.accent, 53, 38, sun, sun);
        brush.polygon(brush.dark, 32, 66, 44, 46 + random.nextInt(8), 54, 60, 62, 50, 72, 66);
        brush.line(brush.dark, 38, 72, 66, 72, 2).line(brush.dark, 44, 76, 60, 76, 1.4);
    }

    private static void tale(Brush brush, Random random) {
        cover(brush);
        for (int star = 0; star < 6; star++) {
            double x = 36 + random.nextInt(34);
            double y = 20 + random.nextInt(18);
            brush.oval(brush.accent, x, y, 2.6, 2.6);
        }
        brush.oval(brush.dark, 52, 56, 26, 22).oval(brush.dark, 52, 44, 17, 15);
        brush.polygon(brush.dark, 44, 42, 44, 33, 50, 39).polygon(brush.dark, 60, 42, 60, 33, 54, 39);
        brush.oval(brush.light, 48.5, 44, 3.4, 4)
                .oval(brush.light, 55.5, 44, 3.4, 4)
                .oval(brush.accent, 52, 48, 2.6, 2);
        brush.arc(brush.dark, 65, 58, 7, -90, 200, 3.4).line(brush.dark, 38, 74, 66, 74, 2);
    }

    private static void textbook(Brush brush, Random random) {
        cover(brush);
        double turn = random.nextInt(60);
        for (int orbit = 0; orbit < 3; orbit++) {
            brush.turned(turn + orbit * 60, 52, 44, () -> brush.ring(brush.dark, 52, 44, 36, 13, 1.8));
        }
        brush.oval(brush.accent, 52, 44, 8, 8);
        brush.line(brush.dark, 36, 70, 68, 70, 2).line(brush.dark, 36, 75, 58, 75, 2);
    }
}
