package io.vitrina.local.home;

import io.vitrina.local.LaunchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All ports of one running shop: they follow the gateway's.
 *
 * @param gateway the port of {@code VITRINA_PORT}
 */
public record Ports(int gateway) {

    private static final int FARTHEST = 93;
    private static final int ATTEMPTS = 200;

    public Ports {
        if (gateway < 1 || gateway > 65_535 - FARTHEST) {
            throw new LaunchException("VITRINA_PORT must be a number from 1 to " + (65_535 - FARTHEST)
                    + ": the other ports follow it, up to +" + FARTHEST + ".");
        }
    }

    public int auth() {
        return gateway + 1;
    }

    public int catalog() {
        return gateway + 2;
    }

    public int cart() {
        return gateway + 3;
    }

    /** Of the payment providers' simulator, where one is asked for. */
    public int simulator() {
        return gateway + 10;
    }

    public int smtp() {
        return gateway + 25;
    }

    public int postgres() {
        return gateway + 32;
    }

    public int gatewayManagement() {
        return gateway + 90;
    }

    public int authManagement() {
        return gateway + 91;
    }

    public int catalogManagement() {
        return gateway + 92;
    }

    public int cartManagement() {
        return gateway + FARTHEST;
    }

    /** A set of ports that are all free at this moment, for tests. */
    public static Ports free(InetAddress bind) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // Below the range from which systems take the ports of outgoing connections.
            Ports ports = new Ports(ThreadLocalRandom.current().nextInt(10_000, 32_000));
            if (ports.all(true).values().stream().allMatch(port -> isFree(bind, port))) {
                return ports;
            }
        }
        throw new LaunchException("No free block of ports was found between 10000 and 32000.");
    }

    /**
     * Refuses with the first taken port, its use, and the variable that moves it.
     *
     * @param simulated whether the simulator's port is wanted too
     */
    public void requireFree(InetAddress bind, boolean simulated) {
        if (!isFree(bind, 0)) {
            throw new LaunchException(
                    "VITRINA_BIND must be an address of this machine, not " + bind.getHostAddress() + ".");
        }
        all(simulated).forEach((use, port) -> {
            if (!isFree(bind, port)) {
                String follows = port == gateway
                        ? ""
                        : " (the ports of all parts follow it; this one is +" + (port - gateway) + ")";
                throw new LaunchException("Port " + port + ", wanted by " + use
                        + ", is taken by another program: stop that one, or choose other ports with VITRINA_PORT, now "
                        + gateway + follows + ", for example: VITRINA_PORT=" + suggestion(bind) + " ./vitrina up");
            }
        });
    }

    private static int suggestion(InetAddress bind) {
        for (int base = 9000; base < 60_000; base += 1000) {
            Ports ports = new Ports(base);
            if (ports.all(true).values().stream().allMatch(port -> isFree(bind, port))) {
                return base;
            }
        }
        return 9000;
    }

    private Map<String, Integer> all(boolean simulated) {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("the gateway", gateway);
        all.put("auth-service", auth());
        all.put("catalog-service", catalog());
        all.put("cart-service", cart());
        if (simulated) {
            all.put("the payment simulator", simulator());
        }
        all.put("the mail sink", smtp());
        all.put("PostgreSQL", postgres());
        all.put("the gateway's management", gatewayManagement());
        all.put("auth-service's management", authManagement());
        all.put("catalog-service's management", catalogManagement());
        all.put("cart-service's management", cartManagement());
        return all;
    }

    private static boolean isFree(InetAddress bind, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection that lingers in TIME_WAIT after the last run takes nothing.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bind, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
