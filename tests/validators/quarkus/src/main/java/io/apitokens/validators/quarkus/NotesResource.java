package io.apitokens.validators.quarkus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

import io.quarkus.security.PermissionsAllowed;

/** Answers with the id of the user. */
@Path("/notes")
public class NotesResource {

    @GET
    @PermissionsAllowed("notes:read")
    public String read(@Context SecurityContext caller) {
        return caller.getUserPrincipal().getName();
    }
}
