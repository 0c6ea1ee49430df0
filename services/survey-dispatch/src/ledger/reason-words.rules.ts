const REASONS: Readonly<Record<string, string>> = {
  within_contact_budget: 'the contact budget allowed it',
  contact_quarantine: 'some program asked, or is to ask, the contact too short a time before',
  relationship_window: 'the last relationship survey was too short a time before',
  touchpoint_window: 'the last ask after a touchpoint was too short a time before',
  relationship_reserve: 'the days before the next relationship survey are kept free for it',
  account_cap: 'as many people of the account as may be were asked already',
  latest_date_passed: 'the contact budget allowed it only after the latest date of the program',
  program_paused: 'the program is paused',
  program_archived: 'the program is archived',
  audience_mismatch: 'the contact, the account or the event does not fulfil the conditions of the program',
  holdout: 'the contact belongs to the group that the program never asks, to compare with',
  sampled_out: 'the contact is not in the sample of the program',
  opted_out: 'the contact opted out of surveys',
  bounced: 'mail to the address came back',
  complained: 'the contact reported a survey as unwanted',
  erased: 'the personal data were erased',
  merged: 'the contact was merged into another one',
  date_moved: 'the date that it was for has moved',
  withdrawn: 'it was taken back before it was sent',
  no_email_consent: 'the contact has not agreed to be sent surveys by e-mail',
  no_email_address: 'no e-mail address is known',
  no_sms_consent: 'the contact has not agreed to be sent surveys by text message',
  no_phone: 'no phone number is known',
  no_in_app_consent: 'the contact has not agreed to be shown surveys in the product',
  email_not_configured: 'e-mail is not set up',
  sms_not_configured: 'text messages are not set up',
  in_app_not_configured: 'surveys in the product are not set up',
  handoff_not_configured: 'handing surveys over is not set up',
  unknown_contact: 'the contact was not known in time',
  no_matching_program: 'no program is fired by it',
};

/** A reason in words; one that has several parts names each, and one that has no words is named as it is. */
export function reasonInWords(reason: string): string {
  return reason
    .split('+')
    .map((part) => REASONS[part] ?? part)
    .join(', and ');
}
