package io.vitrina.acceptance.example;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A small picture of each kind that products take. */
public final class SamplePicture {

    /** One pixel; the JDK writes no WebP. */
    private static final String WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

    private static final int SIDE = 8;

    private SamplePicture() {}

    /** @param mediaType {@code image/png} and the like */
    public static byte[] of(String mediaType) {
        if (mediaType.equals("image/webp")) {
            return Base64.getDecoder().decode(WEBP);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(image, mediaType.substring("image/".length()), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
