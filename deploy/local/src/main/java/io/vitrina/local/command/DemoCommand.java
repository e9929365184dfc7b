package io.vitrina.local.command;

import io.vitrina.local.LaunchException;
import io.vitrina.local.demo.Conversation;
import io.vitrina.local.demo.DemoJourney;
import io.vitrina.local.home.Settings;
import io.vitrina.local.mail.Mailbox;
import io.vitrina.local.shop.ShopHttp;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Orders and pays as a new customer. */
@Command(name = "demo", description = "Orders and pays as a new customer.", mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Surroundings here = Surroundings.find();
        if (here.launcher().isEmpty()) {
            throw new LaunchException("Vitrina does not run: start it with ./vitrina up.");
        }
        Settings settings = here.running();
        URI api = URI.create(settings.publicUrl() + "/api/v1");
        try (ShopHttp http = new ShopHttp()) {
            Conversation conversation = new Conversation(http, System.out::println);
            new DemoJourney(
                            api,
                            new Mailbox(here.home().mail()),
                            settings.mockSecret(),
                            settings.url(settings.ports().simulator()),
                            conversation,
                            System.out::println)
                    .run();
        }
        return 0;
    }
}
