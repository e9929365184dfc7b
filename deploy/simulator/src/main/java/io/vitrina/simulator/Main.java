package io.vitrina.simulator;

import io.vitrina.simulator.config.SimulatorSettings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the simulator as a process of its own; the environment sets it up ({@link SimulatorSettings}). */
public final class Main {

    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (ProviderSimulator simulator = ProviderSimulator.start(SimulatorSettings.fromEnvironment(System::getenv))) {
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "shutdown"));
            LOG.log(System.Logger.Level.INFO, "Stripe and YooKassa are simulated at {0}", simulator.url());
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                simulator.expireDue();
            }
        }
    }
}
