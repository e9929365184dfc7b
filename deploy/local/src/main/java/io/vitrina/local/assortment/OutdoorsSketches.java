package io.vitrina.local.assortment;

import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Sketches of what is taken outside and to the gym. */
final class OutdoorsSketches {

    static final Map<String, BiConsumer<Brush, Random>> ALL = Map.of(
            "backpacks", OutdoorsSketches::backpack,
            "camping", OutdoorsSketches::tent,
            "fitness", OutdoorsSketches::dumbbell);

    private OutdoorsSketches() {}

    private static void backpack(Brush brush, Random random) {
        brush.arc(brush.dark, 50, 26, 9, 0, 180, 4);
        brush.box(brush.dark, 20, 44, 12, 34, 10).box(brush.dark, 68, 44, 12, 34, 10);
        brush.body(26, 22, 48, 64, 26);
        brush.box(brush.main, 26, 22, 48, 24, 24).box(brush.dark, 26, 42, 48, 3, 2);
        double pocket = 20 + random.nextInt(6);
        brush.box(brush.dark, 31, 83 - pocket, 38, pocket, 8).box(brush.main, 32.5, 84.5 - pocket, 35, pocket - 3, 7);
        brush.line(brush.accent, 36, 90 - pocket, 64, 90 - pocket, 1.8).box(brush.accent, 46, 40, 8, 8, 2);
    }

    private static void tent(Brush brush, Random random) {
        double peak = 24 + random.nextInt(10);
        brush.oval(brush.accent, 78, 22, 10, 10);
        brush.polygon(brush.dark, 44, peak, 94, 84, 60, 86).polygon(brush.main, 44, peak, 8, 86, 72, 86);
        brush.polygon(brush.light, 44, peak, 8, 86, 26, 86);
        brush.polygon(brush.dark, 44, peak + 18, 32, 86, 58, 86).polygon(brush.accent, 44, peak + 18, 58, 86, 54, 86);
        brush.line(brush.dark, 44, peak - 4, 44, peak, 2).line(brush.dark, 8, 86, 3, 90, 1.6);
    }

    private static void dumbbell(Brush brush, Random random) {
        brush.turned(-16 + random.nextInt(12), 50, 56, () -> {
            brush.box(brush.dark, 26, 52, 48, 7, 4).box(brush.light, 38, 51, 24, 9, 4);
            brush.body(18, 38, 12, 36, 6).body(70, 38, 12, 36, 6);
            brush.box(brush.dark, 11, 44, 9, 24, 5).box(brush.dark, 80, 44, 9, 24, 5);
            brush.oval(brush.accent, 24, 56, 5, 5).oval(brush.accent, 76, 56, 5, 5);
        });
        brush.oval(brush.main, 50, 85, 40, 4);
    }
}
