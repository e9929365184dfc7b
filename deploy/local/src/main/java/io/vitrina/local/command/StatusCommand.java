package io.vitrina.local.command;

import io.vitrina.local.home.Settings;
import io.vitrina.local.postgres.Postgres;
import io.vitrina.local.process.Remembered;
import io.vitrina.local.stack.Readiness;
import io.vitrina.local.stack.Service;
import io.vitrina.local.stack.Simulator;
import io.vitrina.local.stack.Supervisor;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Tells what runs, and where. Ends with 0 when all is ready, else with 1. */
@Command(name = "status", description = "Tells what runs, and where.", mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    private static final String ROW = "  %-16s %-10s %-34s %s%n";

    @Override
    public Integer call() {
        Surroundings here = Surroundings.find();
        Optional<Remembered> launcher = here.launcher();
        Map<String, ProcessHandle> processes =
                here.processes().alive().stream().collect(Collectors.toMap(Remembered::name, Remembered::process));
        if (launcher.isEmpty()) {
            System.out.println(
                    processes.isEmpty()
                            ? "Vitrina does not run."
                            : "Vitrina was killed and left processes; ./vitrina down ends them, ./vitrina up starts anew.");
            return 1;
        }
        Settings settings = here.running();
        System.out.println(
                "Vitrina runs (process " + launcher.get().process().pid() + ", " + Supervisor.phaseOf(here.home())
                        + "); its data is in " + here.home().root());
        boolean allReady = true;
        try (Readiness readiness = new Readiness(settings)) {
            for (Service service : Service.values()) {
                ProcessHandle process = processes.get(service.label());
                boolean ready = process != null && readiness.isReady(service);
                allReady &= ready;
                URI address = service == Service.GATEWAY
                        ? settings.publicUrl()
                        : settings.url(service.port(settings.ports()));
                row(service.label(), process, state(process, ready), address);
            }
        }
        ProcessHandle postgres = processes.get(Postgres.NAME);
        row(
                Postgres.NAME,
                postgres,
                postgres == null ? "down" : "runs",
                Postgres.url(settings).substring(5));
        if (Supervisor.simulatorOf(here.home())) {
            ProcessHandle simulator = processes.get(Simulator.NAME);
            boolean ready = simulator != null && Simulator.isReady(settings);
            allReady &= ready;
            row(
                    Simulator.NAME,
                    simulator,
                    state(simulator, ready),
                    settings.url(settings.ports().simulator()));
        }
        row(
                "mail",
                launcher.get().process(),
                "runs",
                "smtp://" + settings.reachable() + ":" + settings.ports().smtp());
        return allReady && postgres != null ? 0 : 1;
    }

    private static String state(ProcessHandle process, boolean ready) {
        return ready ? "ready" : process == null ? "down" : "not ready";
    }

    private static void row(String name, ProcessHandle process, String state, Object address) {
        System.out.printf(ROW, name, state, address, process == null ? "" : "process " + process.pid());
    }
}
