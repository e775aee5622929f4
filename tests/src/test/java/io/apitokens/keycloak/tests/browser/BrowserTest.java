package io.apitokens.keycloak.tests.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.apitokens.keycloak.tests.fixture.server.SharedServer;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that drives a console of the Keycloak of the run with a real browser. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({SharedServer.class, BrowserExtension.class})
@interface BrowserTest {}
