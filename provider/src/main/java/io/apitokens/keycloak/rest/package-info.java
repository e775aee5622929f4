/** What the REST APIs for users and for admins share: bodies, their errors and representations. */
package io.apitokens.keycloak.rest;
