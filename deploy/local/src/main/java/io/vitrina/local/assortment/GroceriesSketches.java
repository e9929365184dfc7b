package io.vitrina.local.assortment;

import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Sketches of tea, coffee and sweets. */
final class GroceriesSketches {

    static final Map<String, BiConsumer<Brush, Random>> ALL = Map.of(
            "tea", GroceriesSketches::tea, "coffee", GroceriesSketches::coffee, "sweets", GroceriesSketches::sweets);

    private GroceriesSketches() {}

    private static void tea(Brush brush, Random random) {
        brush.arc(brush.dark, 73, 60, 11, -100, 200, 5);
        brush.polygon(brush.main, 24, 44, 76, 44, 66, 82, 34, 82);
        brush.polygon(brush.light, 24, 44, 38, 44, 40, 82, 34, 82);
        brush.oval(brush.dark, 50, 44, 52, 12).oval(brush.accent, 50, 45, 46, 9).oval(brush.main, 50, 86, 62, 7);
        for (int steam = 0; steam < 3; steam++) {
            double x = 38 + steam * 12;
            brush.arc(brush.light, x - 3, 30, 4, -70, 160, 2.4).arc(brush.light, x + 2, 22, 4, 110, 160, 2.4);
        }
        brush.turned(random.nextInt(40) - 20, 60, 62, () -> leaf(brush, 52, 64));
    }

    private static void leaf(Brush brush, double x, double y) {
        brush.oval(brush.accent, x, y, 18, 9).line(brush.dark, x - 8, y, x + 8, y, 1.2);
    }

    private static void coffee(Brush brush, Random random) {
        brush.polygon(brush.dark, 28, 26, 72, 26, 76, 86, 24, 86);
        brush.polygon(brush.main, 30, 30, 70, 30, 73, 84, 27, 84);
        brush.polygon(brush.light, 30, 30, 40, 30, 38, 84, 27, 84);
        brush.box(brush.dark, 27, 20, 46, 9, 3).oval(brush.light, 50, 60, 30, 30);
        double turn = random.nextInt(60) - 30;
        brush.turned(turn, 50, 60, () -> {
            brush.oval(brush.dark, 50, 60, 14, 21);
            brush.arc(brush.light, 46, 55, 5, -80, 130, 1.8).arc(brush.light, 54, 65, 5, 100, 130, 1.8);
        });
    }

    private static void sweets(Brush brush, Random random) {
        brush.box(brush.dark, 16, 58, 68, 28, 6).body(16, 55, 68, 28, 6);
        brush.box(brush.accent, 46, 55, 8, 28, 0);
        for (int sweet = 0; sweet < 4; sweet++) {
            double x = 26 + sweet * 16;
            double y = 46 - random.nextInt(5);
            brush.polygon(brush.accent, x - 11, y - 5, x, y, x - 11, y + 5)
                    .polygon(brush.accent, x + 11, y - 5, x, y, x + 11, y + 5);
            brush.oval(sweet % 2 == 0 ? brush.main : brush.dark, x, y, 14, 14).arc(brush.light, x, y, 4, 60, 100, 1.8);
        }
    }
}
