package io.vitrina.local.assortment;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** Draws on a square of 100 by 100, in four shades that belong to one product. */
final class Brush {

    final Color main;
    final Color dark;
    final Color light;
    final Color accent;

    private final Graphics2D graphics;

    Brush(Graphics2D graphics, float hue, float saturation) {
        this.graphics = graphics;
        main = Color.getHSBColor(hue, saturation, 0.78f);
        dark = Color.getHSBColor(hue, Math.min(1, saturation + 0.12f), 0.45f);
        light = Color.getHSBColor(hue, saturation * 0.45f, 0.95f);
        accent = Color.getHSBColor(hue + 0.45f, 0.55f, 0.90f);
    }

    Brush oval(Color color, double centerX, double centerY, double width, double height) {
        graphics.setPaint(color);
        graphics.fill(new Ellipse2D.Double(centerX - width / 2, centerY - height / 2, width, height));
        return this;
    }

    Brush ring(Color color, double centerX, double centerY, double width, double height, double thickness) {
        stroke(color, thickness);
        graphics.draw(new Ellipse2D.Double(centerX - width / 2, centerY - height / 2, width, height));
        return this;
    }

    Brush box(Color color, double x, double y, double width, double height, double round) {
        graphics.setPaint(color);
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, round, round));
        return this;
    }

    /** A box lit from the left. */
    Brush body(double x, double y, double width, double height, double round) {
        graphics.setPaint(new GradientPaint((float) x, 0, light, (float) (x + width), 0, main));
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, round, round));
        return this;
    }

    /** From angle to angle in degrees, counted from three o'clock against the clock. */
    Brush arc(
            Color color, double centerX, double centerY, double radius, double from, double extent, double thickness) {
        stroke(color, thickness);
        graphics.draw(
                new Arc2D.Double(centerX - radius, centerY - radius, 2 * radius, 2 * radius, from, extent, Arc2D.OPEN));
        return this;
    }

    Brush line(Color color, double fromX, double fromY, double toX, double toY, double thickness) {
        stroke(color, thickness);
        graphics.draw(new Line2D.Double(fromX, fromY, toX, toY));
        return this;
    }

    /** Through the points, x and y in turn. */
    Brush polygon(Color color, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        graphics.setPaint(color);
        graphics.fill(path);
        return this;
    }

    /** What the drawing does is turned around a point, clockwise. */
    Brush turned(double degrees, double centerX, double centerY, Runnable drawing) {
        var before = graphics.getTransform();
        graphics.rotate(Math.toRadians(degrees), centerX, centerY);
        drawing.run();
        graphics.setTransform(before);
        return this;
    }

    private void stroke(Color color, double thickness) {
        graphics.setPaint(color);
        graphics.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }
}
