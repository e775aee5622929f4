package io.apitokens.keycloak.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogMessageTest {

    @Test
    void eachMessageHasItsOwnCode() {
        assertThat(Stream.of(LogMessage.values()).map(LogMessage::code)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void documentationHasItsLevel(LogMessage message) throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "operations.md")))
                .contains("| `" + message.code() + "` | " + message.level() + " |");
    }
}
