import type { MigrationInterface, QueryRunner } from 'typeorm';

const questions = {
  onboarding: {
    en: 'After getting started with us: how likely are you to recommend us to a friend or colleague?',
    pt: 'Depois de começar a usar nosso serviço: qual a probabilidade de você nos recomendar a um amigo ou colega?',
    de: 'Nach Ihrem Start mit uns: Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
    es: 'Tras sus primeros pasos con nosotros: ¿qué probabilidad hay de que nos recomiende a un amigo o colega?',
    fr: 'Après vos débuts avec nous : quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
  },
  supportCase: {
    en: 'After your recent support case: how likely are you to recommend us to a friend or colleague?',
    pt: 'Depois do seu atendimento recente: qual a probabilidade de você nos recomendar a um amigo ou colega?',
    de: 'Nach Ihrer letzten Supportanfrage: Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
    es: 'Tras su reciente caso de soporte: ¿qué probabilidad hay de que nos recomiende a un amigo o colega?',
    fr: 'Après votre récente demande d’assistance : quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
  },
  renewal: {
    en: 'Before your renewal: how likely are you to recommend us to a friend or colleague?',
    pt: 'Antes da sua renovação: qual a probabilidade de você nos recomendar a um amigo ou colega?',
    de: 'Vor Ihrer Vertragsverlängerung: Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?',
    es: 'Antes de su renovación: ¿qué probabilidad hay de que nos recomiende a un amigo o colega?',
    fr: 'Avant votre renouvellement : quelle est la probabilité que vous nous recommandiez à un ami ou collègue ?',
  },
};

/** The three programs that every installation begins with. */
export class SeedPrograms1760000002001 implements MigrationInterface {
  name = 'SeedPrograms1760000002001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO surveys (survey_id, metric, questions)
       VALUES ('nps-onboarding', 'nps', $1), ('nps-support-case', 'nps', $2), ('nps-renewal', 'nps', $3)`,
      [questions.onboarding, questions.supportCase, questions.renewal].map((it) => JSON.stringify(it)),
    );
    await runner.query(`
      INSERT INTO programs
        (program_id, name, touchpoint, survey_id, delay_seconds, expiry_days, priority, active)
      VALUES
        ('before-renewal', 'Before renewal', 'renewal.upcoming', 'nps-renewal', 0, 30, 1, true),
        ('after-onboarding', 'After onboarding', 'onboarding.completed', 'nps-onboarding', 3600, 30, 2, true),
        ('after-support-case', 'After a support case', 'support.case_closed', 'nps-support-case', 0, 30, 3, true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM programs WHERE survey_id LIKE 'nps-%'`);
    await runner.query(`DELETE FROM surveys WHERE survey_id IN ('nps-onboarding', 'nps-support-case', 'nps-renewal')`);
  }
}
