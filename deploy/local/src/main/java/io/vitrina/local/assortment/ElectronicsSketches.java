package io.vitrina.local.assortment;

import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Sketches of the electronics. */
final class ElectronicsSketches {

    static final Map<String, BiConsumer<Brush, Random>> ALL = Map.of(
            "headphones", ElectronicsSketches::headphones,
            "smart-home", ElectronicsSketches::sensor,
            "chargers", ElectronicsSketches::charger,
            "keyboards", ElectronicsSketches::keyboard);

    private ElectronicsSketches() {}

    private static void headphones(Brush brush, Random random) {
        brush.arc(brush.dark, 50, 52, 29, 8, 164, 7).arc(brush.main, 50, 52, 29, 20, 140, 4);
        double cup = 17 + random.nextInt(5);
        brush.box(brush.dark, 15, 48, 9, 28, 8).box(brush.dark, 76, 48, 9, 28, 8);
        brush.body(19, 46, cup, 32, 14).body(81 - cup, 46, cup, 32, 14);
        brush.oval(brush.accent, 19 + cup / 2, 62, 6, 6).oval(brush.accent, 81 - cup / 2, 62, 6, 6);
    }

    private static void sensor(Brush brush, Random random) {
        double side = 44 + random.nextInt(12);
        double left = 50 - side / 2;
        brush.box(brush.dark, left + 2, 84 - side, side, side, 18).body(left, 82 - side, side, side, 18);
        double center = 82 - side / 2;
        brush.ring(brush.light, 50, center, side * 0.6, side * 0.6, 2.5);
        brush.oval(brush.dark, 50, center, side * 0.34, side * 0.34).oval(brush.accent, 50, center, 6, 6);
        for (int wave = 0; wave < 3; wave++) {
            brush.arc(brush.main, 50, 80 - side, 8 + wave * 6, 45, 90, 2.2);
        }
    }

    private static void charger(Brush brush, Random random) {
        brush.box(brush.dark, 40, 18, 4, 14, 2).box(brush.dark, 56, 18, 4, 14, 2);
        brush.body(30, 28, 40, 44, 12).box(brush.dark, 42, 64, 16, 5, 4);
        int ports = 1 + random.nextInt(3);
        for (int port = 0; port < ports; port++) {
            brush.box(brush.dark, 38, 38 + port * 8, 24, 4, 3);
        }
        brush.line(brush.main, 50, 70, 50, 76, 4).arc(brush.main, 62, 76, 12, 180, 180, 4);
        brush.line(brush.main, 74, 76, 74, 58, 4)
                .box(brush.dark, 70, 46, 8, 14, 3)
                .box(brush.accent, 72, 40, 4, 7, 1);
    }

    private static void keyboard(Brush brush, Random random) {
        brush.box(brush.dark, 10, 45, 80, 36, 8).body(10, 42, 80, 36, 8);
        int accented = random.nextInt(8);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 9; column++) {
                boolean bright = row == 1 && column == accented;
                brush.box(bright ? brush.accent : brush.dark, 14.5 + column * 8, 46 + row * 8, 6.6, 6.6, 2);
            }
        }
        brush.box(brush.dark, 30, 70.5, 40, 4.5, 2);
    }
}
