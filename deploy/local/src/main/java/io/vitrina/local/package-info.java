/**
 * The launcher behind {@code ./vitrina}: PostgreSQL, the mail sink and the four processes on one machine.
 *
 * <p>Tests and benchmarks start the whole packaged stack with {@link io.vitrina.local.stack.LocalStack}:
 *
 * <pre>{@code
 * try (LocalStack shop = LocalStack.builder()
 *         .home(temporaryFolder)                                        // postgres/, mail/, logs/, keys/ …
 *         .freePorts()                                                  // or .port(8000)
 *         .environment("VITRINA_GATEWAY_RATE_LIMIT_ENABLED", "false")   // reaches all four processes
 *         .demo(false)                                                  // an empty catalogue
 *         .progress(System.out::println)
 *         .start()) {                                                   // returns when all are ready
 *     URI api = shop.api();                       // http://localhost:<port>/api/v1
 *     String admin = shop.admin().email();        // and .password()
 *     String code = shop.mailbox().awaitCode("new@customer.example", Instant.EPOCH, Duration.ofSeconds(20));
 *     shop.kill("cart-service");                  // as kill -9
 *     shop.start("cart-service");                 // again, returns when ready
 * }
 * }</pre>
 *
 * <p>The services must be packaged ({@code mvn package}) before; {@code LocalStack} finds them beside this module in the
 * checkout. Unlike {@code ./vitrina up} it records no AOT caches unless {@code VITRINA_AOT} is set to true, and uses those
 * that are there. {@code close()} ends every process. Nothing is restarted by itself: only {@code ./vitrina up} watches over
 * its processes.
 */
package io.vitrina.local;
