<#ftl output_format="plainText">
${msg(body, realmName)}

${msg("apiTokenNoticeLabel")}: ${label}
<#if application??>
${msg("apiTokenNoticeApplication")}: ${application}
</#if>
${msg(timeName)}: ${time}
<#if comment??>
${msg("apiTokenNoticeComment")}: ${comment}
</#if>
<#if address??>
${msg("apiTokenNoticeAddress")}: ${address}
</#if>

${msg(advice)}
