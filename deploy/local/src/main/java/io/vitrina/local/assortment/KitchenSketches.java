package io.vitrina.local.assortment;

import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Sketches of what a kitchen holds. */
final class KitchenSketches {

    static final Map<String, BiConsumer<Brush, Random>> ALL = Map.of(
            "kettles", KitchenSketches::kettle,
            "cookware", KitchenSketches::pot,
            "knives", KitchenSketches::knife,
            "tableware", KitchenSketches::plate);

    private KitchenSketches() {}

    private static void kettle(Brush brush, Random random) {
        double top = 34 + random.nextInt(6);
        brush.arc(brush.dark, 74, 58, 14, -80, 170, 5);
        brush.polygon(brush.dark, 30, top + 12, 12, top + 4, 18, top + 2, 33, top + 26);
        brush.polygon(brush.main, 34, top, 68, top, 78, 84, 24, 84);
        brush.polygon(brush.light, 34, top, 44, top, 38, 84, 24, 84);
        brush.box(brush.dark, 22, 82, 58, 5, 4).box(brush.dark, 32, top - 4, 38, 5, 4);
        brush.oval(brush.accent, 51, top - 7, 8, 8);
    }

    private static void pot(Brush brush, Random random) {
        double height = 30 + random.nextInt(12);
        double top = 84 - height;
        brush.box(brush.dark, 8, top + 8, 16, 6, 6).box(brush.dark, 76, top + 8, 16, 6, 6);
        brush.body(18, top, 64, height, 12);
        brush.box(brush.dark, 16, top - 3, 68, 6, 6).arc(brush.main, 50, top, 30, 8, 164, 5);
        brush.oval(brush.accent, 50, top - 33, 9, 7);
        brush.arc(brush.light, 50, top, 24, 20, 60, 2);
    }

    private static void knife(Brush brush, Random random) {
        brush.turned(-6, 50, 60, () -> {
            brush.box(brush.dark, 12, 60, 72, 24, 8).body(12, 57, 72, 24, 8);
            brush.ring(brush.dark, 76, 69, 6, 6, 2);
        });
        brush.turned(-28 + random.nextInt(10), 50, 46, () -> {
            brush.polygon(brush.light, 14, 46, 62, 34, 62, 50, 26, 51);
            brush.polygon(brush.main, 14, 46, 26, 51, 62, 50, 62, 46);
            brush.box(brush.dark, 60, 36, 30, 12, 6);
            brush.oval(brush.accent, 68, 42, 3, 3)
                    .oval(brush.accent, 76, 42, 3, 3)
                    .oval(brush.accent, 84, 42, 3, 3);
        });
    }

    private static void plate(Brush brush, Random random) {
        brush.oval(brush.dark, 50, 57, 74, 54).oval(brush.light, 50, 54, 74, 54);
        brush.ring(brush.main, 50, 54, 66, 47, 2.4)
                .oval(brush.main, 50, 54, 46, 32)
                .oval(brush.light, 50, 53, 43, 29);
        int petals = 6 + random.nextInt(4);
        for (int petal = 0; petal < petals; petal++) {
            brush.turned(360.0 * petal / petals, 50, 53, () -> brush.oval(brush.accent, 50, 46, 4, 9));
        }
        brush.oval(brush.dark, 50, 53, 5, 5);
    }
}
