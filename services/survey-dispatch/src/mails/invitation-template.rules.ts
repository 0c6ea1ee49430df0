/** The HTML of an invitation's mail, compiled from invitation.mjml by `npm run mails:generate`. */
export const INVITATION_TEMPLATE = `<!doctype html>
<html lang="{{language}}" dir="{{direction}}" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{subject}}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
@media only screen and (max-width:479px) {
table.mj-full-width-mobile { width: 100% !important; }
td.mj-full-width-mobile { width: auto !important; }
}
</style>
</head>
<body  style="word-spacing:normal;background-color:#f3f5f8;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{{question}}</div>
<div
aria-label="{{subject}}" aria-roledescription="email" role="article" lang="{{language}}" dir="{{direction}}" style="word-spacing:normal;background-color:#f3f5f8;"
>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;"
>
<tbody>
<tr>
<td
style="border-top:4px solid {{color}};direction:{{direction}};font-size:0px;padding:24px 0 0;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:{{start}};direction:{{direction}};display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%"
>
<tbody>
{{#logo}}
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 24px 16px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:collapse;border-spacing:0px;"
>
<tbody>
<tr>
<td  style="width:160px;">
<img
alt="{{sender}}" src="{{logo}}" style="border:0;display:block;outline:none;text-decoration:none;height:auto;width:100%;font-size:13px;" width="160" height="auto"
/>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
{{/logo}}
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 24px;padding-bottom:12px;word-break:break-word;"
>
<div
style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:1.5;text-align:{{start}};color:#1b2a4a;"
>{{greeting}}</div>
</td>
</tr>
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 24px;padding-bottom:12px;word-break:break-word;"
>
<div
style="font-family:Arial, Helvetica, sans-serif;font-size:20px;font-weight:bold;line-height:1.35;text-align:{{start}};color:#1b2a4a;"
><h1 lang="{{locale}}" style="font:inherit;margin:0">{{question}}</h1></div>
</td>
</tr>
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 24px;padding-bottom:8px;word-break:break-word;"
>
<div
style="font-family:Arial, Helvetica, sans-serif;font-size:16px;line-height:1.5;text-align:{{start}};color:#1b2a4a;"
>{{choose}}</div>
</td>
</tr>
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 23px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:#000000;font-family:Arial, Helvetica, sans-serif;font-size:15px;line-height:22px;table-layout:fixed;width:100%;border:none;"
>
<tr>
{{#scores}}
<td style="padding:2px 1px"><a href="{{link}}?score={{score}}" style="display:block;padding:10px 0;border:1px solid {{color}};border-radius:4px;white-space:nowrap;background:#fff;color:#1b2a4a;font-weight:bold;text-align:center;text-decoration:none">{{score}}</a></td>
{{/scores}}
</tr>
</table>
</td>
</tr>
<tr>
<td
align="{{start}}" style="font-size:0px;padding:4px 24px 16px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:#4a5568;font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:22px;table-layout:auto;width:100%;border:none;"
>
<tr>
<td align="{{start}}" valign="top" style="padding-{{end}}:16px">{{lowest}}: {{low}}</td>
<td align="{{end}}" valign="top">{{highest}}: {{high}}</td>
</tr>
</table>
</td>
</tr>
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 24px;padding-bottom:24px;word-break:break-word;"
>
<div
style="font-family:Arial, Helvetica, sans-serif;font-size:14px;line-height:1.5;text-align:{{start}};color:#4a5568;"
>{{confirm}}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"
>
<tbody>
<tr>
<td
style="direction:{{direction}};font-size:0px;padding:16px 0 24px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:{{start}};direction:{{direction}};display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%"
>
<tbody>
{{#footer}}
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 24px;padding-bottom:8px;word-break:break-word;"
>
<div
style="font-family:Arial, Helvetica, sans-serif;font-size:13px;line-height:1.5;text-align:{{start}};color:#4a5568;"
>{{footer}}</div>
</td>
</tr>
{{/footer}}
<tr>
<td
align="{{start}}" style="font-size:0px;padding:0 24px;word-break:break-word;"
>
<div
style="font-family:Arial, Helvetica, sans-serif;font-size:13px;line-height:1.5;text-align:{{start}};color:#4a5568;"
><a href="{{unsubscribeLink}}" style="color:#4a5568">{{unsubscribe}}</a></div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>`;
