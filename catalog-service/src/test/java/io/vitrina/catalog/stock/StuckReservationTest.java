package io.vitrina.catalog.stock;

import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.command;
import static io.vitrina.catalog.Shop.onSale;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.testing.TestTokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reservation that disagrees with the counters of its product. */
@QuarkusTest
class StuckReservationTest {

    private final UUID broken = UUID.randomUUID();
    private long wrong;
    private long right;

    @Inject
    Database database;

    @Inject
    ReservationSweeper sweeper;

    @Inject
    MeterRegistry meters;

    @Inject
    CatalogConfig config;

    @BeforeEach
    void holdMoreThanIsReserved() {
        wrong = product("A", 1, 5);
        right = product("B", 1, 5);
        reserve(broken, wrong, 2).statusCode(200);
        reserve(UUID.randomUUID(), right, 3).statusCode(200);
        database.update("UPDATE stock SET reserved = 0, quantity = 5 WHERE product_id = ?", wrong);
        // The broken one first, as it would be at each sweep.
        database.update(
                "UPDATE reservation SET expires_at = now() - make_interval(secs => CASE WHEN order_id = ? THEN 9 ELSE 1 END)",
                broken);
    }

    @Test
    void keepsNoOtherFromItsEnd() {
        sweeper.sweep();
        assertThat(onSale(right)).isEqualTo(5);
        assertThat(onSale(wrong)).isEqualTo(5);
        assertThat(stuck()).isEqualTo(1);
        sweeper.sweep();
        assertThat(stuck()).isEqualTo(1);
        repair();
        assertThat(onSale(wrong)).isEqualTo(3);
        sweeper.sweep();
        assertThat(onSale(wrong)).isEqualTo(5);
        assertThat(stuck()).isZero();
        cart().get("/internal/consistency").then().body("consistent", is(true));
    }

    @Test
    void isNotReleasedByHandBeforeTheRepair() {
        command(broken, "release")
                .statusCode(409)
                .body("detail", containsString("repaired"))
                .body("reservation_status", equalTo("held"));
        repair();
        command(broken, "release").statusCode(200).body("status", equalTo("released"));
        assertThat(onSale(wrong)).isEqualTo(5);
    }

    @Test
    void isNotMadeByABusyMoment() {
        ReservationService busy = new ReservationService(null, null, null, null) {
            @Override
            int expireDue(int limit) {
                throw new DatabaseException(new SQLException("broken", "23514"));
            }

            @Override
            List<UUID> due(int limit, Collection<UUID> except) {
                return List.of(broken);
            }

            @Override
            void expire(UUID orderId) {
                throw ProblemException.unavailable("too many calls at once", Duration.ofSeconds(1));
            }
        };
        MeterRegistry own = new SimpleMeterRegistry();
        ReservationSweeper sweeping = new ReservationSweeper(busy, config, own);
        assertThatThrownBy(sweeping::sweep).isInstanceOf(ProblemException.class);
        assertThat(own.get("vitrina.reservations.stuck").gauge().value()).isZero();
    }

    private double stuck() {
        return meters.get("vitrina.reservations.stuck").gauge().value();
    }

    private static void repair() {
        anyone().auth()
                .oauth2(TestTokens.service("operator", "consistency:read stock:repair"))
                .post("/internal/consistency/repair")
                .then()
                .statusCode(200)
                .body("consistent", is(true));
    }
}
