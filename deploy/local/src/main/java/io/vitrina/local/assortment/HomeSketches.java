package io.vitrina.local.assortment;

import java.awt.Color;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Sketches of light, textiles and storage. */
final class HomeSketches {

    static final Map<String, BiConsumer<Brush, Random>> ALL =
            Map.of("lighting", HomeSketches::lamp, "textiles", HomeSketches::folded, "storage", HomeSketches::basket);

    private static final Color GLOW = new Color(255, 236, 170, 120);

    private HomeSketches() {}

    private static void lamp(Brush brush, Random random) {
        double width = 46 + random.nextInt(14);
        brush.polygon(GLOW, 50 - width / 2, 46, 50 + width / 2, 46, 50 + width * 0.75, 84, 50 - width * 0.75, 84);
        brush.line(brush.dark, 50, 44, 50, 82, 4).oval(brush.dark, 50, 84, 34, 7);
        brush.oval(new Color(255, 244, 200), 50, 47, 13, 13);
        brush.polygon(brush.main, 50 - width * 0.28, 16, 50 + width * 0.28, 16, 50 + width / 2, 46, 50 - width / 2, 46);
        brush.polygon(
                brush.light, 50 - width * 0.28, 16, 50 - width * 0.12, 16, 50 - width * 0.25, 46, 50 - width / 2, 46);
        brush.line(brush.accent, 50 - width / 2, 46, 50 + width / 2, 46, 2.4);
    }

    private static void folded(Brush brush, Random random) {
        int layers = 3 + random.nextInt(2);
        double height = 44.0 / layers;
        for (int layer = 0; layer < layers; layer++) {
            double y = 84 - (layer + 1) * height;
            double x = 18 + layer % 2 * 2;
            brush.box(brush.dark, x, y + 1.5, 64, height - 1, height).body(x, y, 64, height - 1, height);
            brush.line(layer % 2 == 0 ? brush.accent : brush.dark, x + 10, y + height / 2, x + 56, y + height / 2, 1.6);
        }
        double top = 84 - layers * height;
        brush.box(brush.main, 24, top - 11, 52, 12, 10).box(brush.accent, 44, top - 11, 12, 12, 0);
        brush.oval(brush.dark, 50, top - 12, 9, 6);
    }

    private static void basket(Brush brush, Random random) {
        brush.arc(brush.dark, 50, 46, 26, 0, 180, 5);
        brush.polygon(brush.main, 18, 44, 82, 44, 74, 86, 26, 86);
        int rows = 4 + random.nextInt(2);
        for (int row = 0; row < rows; row++) {
            double y = 49 + row * 35.0 / rows;
            double inset = 2 + row * 7.0 / rows;
            for (double x = 20 + inset; x < 76 - inset; x += 9) {
                brush.box((row + (int) x) % 2 == 0 ? brush.light : brush.dark, x, y, 6.5, 3.6, 2);
            }
        }
        brush.box(brush.dark, 15, 41, 70, 6, 6).box(brush.accent, 42, 60, 16, 10, 3);
    }
}
