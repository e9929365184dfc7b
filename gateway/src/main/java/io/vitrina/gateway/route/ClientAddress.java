package io.vitrina.gateway.route;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;

/**
 * Who calls: the TCP peer, or, behind trusted proxies, the last address in {@code X-Forwarded-For} that none of them
 * has.
 *
 * <p>The header is read from the right, because every proxy appends what it saw itself: whatever stands left of the
 * first untrusted address was written by a stranger.
 */
final class ClientAddress {

    private final List<Cidr> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Cidr::parse).toList();
    }

    boolean trusts(String peer) {
        return !trusted.isEmpty() && isTrusted(bytes(peer));
    }

    /**
     * @param peer numeric address of the TCP peer
     * @param forwardedFor all values of the header in order
     */
    String of(String peer, List<String> forwardedFor) {
        if (!trusts(peer)) {
            return normal(peer);
        }
        String client = peer;
        for (int i = forwardedFor.size() - 1; i >= 0; i--) {
            String[] hops = forwardedFor.get(i).split(",", -1);
            for (int j = hops.length - 1; j >= 0; j--) {
                byte[] address = bytes(hops[j].strip());
                if (address == null) {
                    // Not an address: whoever wrote it is the last one that can be named.
                    return normal(client);
                }
                client = NetUtil.bytesToIpAddress(address);
                if (!isTrusted(address)) {
                    return normal(client);
                }
            }
        }
        return normal(client);
    }

    /**
     * The key under which an address is limited: IPv4 as it is, IPv6 by its /64, since whoever has one address of a
     * /64 usually has all.
     */
    static String network(String address) {
        byte[] bytes = bytes(address);
        if (bytes == null || bytes.length == 4) {
            return address;
        }
        for (int i = 8; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        return NetUtil.bytesToIpAddress(bytes) + "/64";
    }

    private boolean isTrusted(byte[] address) {
        if (address == null) {
            return false;
        }
        for (Cidr network : trusted) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static String normal(String address) {
        byte[] bytes = bytes(address);
        return bytes == null ? "unknown" : NetUtil.bytesToIpAddress(bytes);
    }

    /** The address as bytes, IPv4 also when it comes wrapped into IPv6; null when it is none. */
    static byte[] bytes(String address) {
        if (address == null || address.isEmpty() || address.length() > 64) {
            return null;
        }
        String plain = address;
        if (plain.charAt(0) == '[' && plain.indexOf(']') > 0) {
            plain = plain.substring(1, plain.indexOf(']'));
        } else if (plain.indexOf(':') == plain.lastIndexOf(':') && plain.indexOf(':') > 0) {
            plain = plain.substring(0, plain.indexOf(':'));
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(plain);
        return bytes != null && bytes.length == 16 && isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    /**
     * A network.
     *
     * @param address of the network, 4 or 16 bytes
     * @param bits how many leading bits count
     */
    private record Cidr(byte[] address, int bits) {

        static Cidr parse(String text) {
            int slash = text.indexOf('/');
            String plain = (slash < 0 ? text : text.substring(0, slash)).strip();
            byte[] address = NetUtil.createByteArrayFromIpAddressString(plain);
            if (address == null) {
                throw new IllegalArgumentException("vitrina.gateway.trusted-proxies: not a network: " + text);
            }
            int bits = slash < 0
                    ? address.length * 8
                    : Integer.parseInt(text.substring(slash + 1).strip());
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("vitrina.gateway.trusted-proxies: not a network: " + text);
            }
            return new Cidr(address, bits);
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (address[whole] & 0xff) >> (8 - rest) == (other[whole] & 0xff) >> (8 - rest);
        }
    }
}
