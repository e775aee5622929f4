<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg(body, realmName)}</p>
<table>
  <tr><td>${msg("apiTokenNoticeLabel")}</td><td><strong>${label}</strong></td></tr>
<#if application??>
  <tr><td>${msg("apiTokenNoticeApplication")}</td><td>${application}</td></tr>
</#if>
  <tr><td>${msg(timeName)}</td><td>${time}</td></tr>
<#if comment??>
  <tr><td>${msg("apiTokenNoticeComment")}</td><td>${comment}</td></tr>
</#if>
<#if address??>
  <tr><td>${msg("apiTokenNoticeAddress")}</td><td>${address}</td></tr>
</#if>
</table>
<p>${msg(advice)}</p>
</@layout.emailLayout>
