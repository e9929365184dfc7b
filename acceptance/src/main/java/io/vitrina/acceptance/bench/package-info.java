/**
 * {@code ./vitrina bench}: how much the shop does, and how soon, on the machine at hand.
 *
 * <p>The load comes from the same machine and takes its share of the cores: the figures are what is left, lower bounds of
 * what the shop could do alone. Whatever is compared is measured with the same load generator.
 */
package io.vitrina.acceptance.bench;
