/**
 * The headers of a mail besides those of every mail: how to opt out by one click (RFC 8058), and by what its provider tells
 * which invitation it reports on.
 * @param host of the SMTP server
 */
export function headersOf(
  { invitationId, unsubscribeLink }: { readonly invitationId: string; readonly unsubscribeLink: string },
  host: string,
): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'List-Unsubscribe': `<${unsubscribeLink}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'X-Rapport-Invitation': invitationId,
    ...(/(^|\.)amazonaws\.com$/.test(host) && { 'X-SES-MESSAGE-TAGS': `invitation=${invitationId}` }),
    ...(/(^|\.)sendgrid\.net$/.test(host) && {
      'X-SMTPAPI': JSON.stringify({ unique_args: { invitation_id: invitationId } }),
    }),
  };
}
