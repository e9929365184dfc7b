package io.vitrina.auth.totp;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an authenticator app needs; shown once.
 *
 * @param secret to be typed, base32
 * @param otpauthUrl to be shown as a QR code
 */
@Schema(name = "TotpSecret")
public record TotpResponse(
        @Schema(examples = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        String secret,

        @Schema(examples = "otpauth://totp/Vitrina:admin%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Vitrina")
        String otpauthUrl) {

    @Override
    public String toString() {
        return "TotpResponse[]";
    }
}
