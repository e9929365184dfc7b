package io.vitrina.catalog.media;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of picture that are taken, told apart by what they hold, not by what they are called. */
public enum ImageKind {
    PNG("png", "image/png") {
        @Override
        boolean matches(byte[] b) {
            return startsWith(b, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)
                    && startsWith(b, 12, 'I', 'H', 'D', 'R');
        }
    },
    JPEG("jpg", "image/jpeg") {
        @Override
        boolean matches(byte[] b) {
            return startsWith(b, 0, 0xFF, 0xD8, 0xFF) && b.length > 20;
        }
    },
    WEBP("webp", "image/webp") {
        @Override
        boolean matches(byte[] b) {
            return startsWith(b, 0, 'R', 'I', 'F', 'F') && startsWith(b, 8, 'W', 'E', 'B', 'P', 'V', 'P', '8');
        }
    };

    private final String extension;
    private final String mediaType;

    ImageKind(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    abstract boolean matches(byte[] content);

    /** Empty when it is none of them. */
    public static Optional<ImageKind> of(byte[] content) {
        return Arrays.stream(values()).filter(kind -> kind.matches(content)).findFirst();
    }

    static Optional<ImageKind> ofExtension(String extension) {
        return Arrays.stream(values())
                .filter(kind -> kind.extension.equals(extension))
                .findFirst();
    }

    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    private static boolean startsWith(byte[] content, int offset, int... expected) {
        if (content.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((content[offset + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
