package io.vitrina.cart.payment.yookassa;

import java.net.InetAddress;
import java.util.List;

/** Networks in CIDR form, IPv4 and IPv6; a single address is a network of one. Names are never looked up. */
final class Networks {

    private final List<Network> networks;

    /** @throws IllegalArgumentException when one is no network */
    Networks(List<String> cidrs) {
        this.networks = cidrs.stream().map(String::strip).map(Network::of).toList();
    }

    /** Whether the address, as text, is in one of them; what is no address is in none. */
    boolean contain(String address) {
        byte[] bytes;
        try {
            // An IPv4 address in IPv6 form comes out as IPv4.
            bytes = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException | NullPointerException e) {
            return false;
        }
        return networks.stream().anyMatch(network -> network.contains(bytes));
    }

    private record Network(byte[] base, int prefix) {

        static Network of(String cidr) {
            int slash = cidr.indexOf('/');
            byte[] base = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash))
                    .getAddress();
            int bits = base.length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(cidr.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("not a network: " + cidr);
            }
            return new Network(base, prefix);
        }

        boolean contains(byte[] address) {
            if (address.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
                int shared = Math.min(Byte.SIZE, prefix - bit);
                int mask = 0xFF << (Byte.SIZE - shared);
                if (((base[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
