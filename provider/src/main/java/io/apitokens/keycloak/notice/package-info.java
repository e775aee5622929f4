/** What users are told by email. */
package io.apitokens.keycloak.notice;
