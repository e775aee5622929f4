package io.apitokens.keycloak.tests.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;

import org.keycloak.common.util.Time;

/** Keycloak's own time offset, which all of its time checks know. */
public class Clock {

    /** @param offset seconds to be ahead of the real time */
    @GET
    public String set(@QueryParam("offset") int offset) {
        Time.setOffset(offset);
        return "";
    }
}
