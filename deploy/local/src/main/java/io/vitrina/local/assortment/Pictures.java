package io.vitrina.local.assortment;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import javax.imageio.ImageIO;

/** Paints a product's picture from plain shapes: no fonts, no files, the same bytes for the same product. */
final class Pictures {

    private static final int SIDE = 480;
    private static final double SCALE = SIDE / 100.0;
    /** Neighbouring seeds would give nearly the same first numbers, and so one colour to a whole category. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final Map<String, BiConsumer<Brush, Random>> SKETCHES = sketches();

    private Pictures() {}

    static byte[] png(Assortment.Product product) {
        Random random = new Random(product.sku().hashCode() * SPREAD);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SCALE, SCALE);
        float hue = random.nextFloat();
        background(graphics, hue);
        Brush brush = new Brush(graphics, hue, 0.35f + random.nextFloat() * 0.35f);
        SKETCHES.get(product.category()).accept(brush, random);
        graphics.dispose();
        return encoded(image);
    }

    private static void background(Graphics2D graphics, float hue) {
        Color wall = Color.getHSBColor(hue + 0.08f, 0.10f, 0.98f);
        Color floor = Color.getHSBColor(hue + 0.08f, 0.16f, 0.90f);
        graphics.setPaint(new GradientPaint(0, 0, wall, 0, 100, floor));
        graphics.fillRect(0, 0, 100, 100);
        graphics.setPaint(new RadialGradientPaint(
                50, 86, 36, new float[] {0, 1}, new Color[] {new Color(0, 0, 0, 60), new Color(0, 0, 0, 0)}));
        graphics.fill(new Ellipse2D.Double(14, 80, 72, 12));
    }

    private static byte[] encoded(BufferedImage image) {
        ImageIO.setUseCache(false);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, BiConsumer<Brush, Random>> sketches() {
        Map<String, BiConsumer<Brush, Random>> all = new HashMap<>();
        all.putAll(ElectronicsSketches.ALL);
        all.putAll(KitchenSketches.ALL);
        all.putAll(GroceriesSketches.ALL);
        all.putAll(HomeSketches.ALL);
        all.putAll(BooksSketches.ALL);
        all.putAll(OutdoorsSketches.ALL);
        return all;
    }
}
