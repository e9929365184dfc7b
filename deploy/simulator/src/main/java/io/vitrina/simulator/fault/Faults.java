package io.vitrina.simulator.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** Which faults strike next: armed for a number of occasions, or by chance from a seeded generator. */
public final class Faults {

    private final Map<Fault, Armed> armed = new EnumMap<>(Fault.class);
    private final Map<Fault, Chance> chances = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private Random random = new Random(1);

    private record Armed(int times, long value) {}

    private record Chance(double probability, long value) {}

    /** Lets the fault strike on the next occasion. */
    public void arm(Fault fault) {
        arm(fault, 1, 1);
    }

    /**
     * Lets the fault strike on the next occasions.
     *
     * @param times how many occasions
     * @param value what the fault's description counts: milliseconds, minor units, copies
     */
    public synchronized void arm(Fault fault, int times, long value) {
        armed.put(fault, new Armed(times, value));
    }

    /**
     * Lets the fault strike by chance, on each occasion anew.
     *
     * @param probability 0..1
     * @param value as in {@link #arm(Fault, int, long)}
     */
    public synchronized void chance(Fault fault, double probability, long value) {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("a probability is between 0 and 1");
        }
        chances.put(fault, new Chance(probability, value));
    }

    /** Starts the generator anew: the same seed and the same occasions in the same order give the same faults. */
    public synchronized void seed(long seed) {
        random = new Random(seed);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        armed.clear();
        chances.clear();
        struck.clear();
    }

    /** Asked once on each occasion: the fault's value when it strikes now. */
    public synchronized OptionalLong take(Fault fault) {
        OptionalLong value = draw(fault);
        if (value.isPresent()) {
            struck.merge(fault, 1, Integer::sum);
        }
        return value;
    }

    /** Whether the fault strikes on this occasion. */
    public boolean strikes(Fault fault) {
        return take(fault).isPresent();
    }

    /** How often each fault has struck. */
    public synchronized Map<Fault, Integer> struck() {
        Map<Fault, Integer> copy = new EnumMap<>(Fault.class);
        copy.putAll(struck);
        return copy;
    }

    private OptionalLong draw(Fault fault) {
        Armed next = armed.get(fault);
        if (next != null) {
            if (next.times() > 1) {
                armed.put(fault, new Armed(next.times() - 1, next.value()));
            } else {
                armed.remove(fault);
            }
            return OptionalLong.of(next.value());
        }
        Chance chance = chances.get(fault);
        return chance != null && random.nextDouble() < chance.probability()
                ? OptionalLong.of(chance.value())
                : OptionalLong.empty();
    }
}
