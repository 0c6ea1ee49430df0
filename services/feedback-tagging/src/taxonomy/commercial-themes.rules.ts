import type { Theme } from './taxonomy.rules.js';

/** What customers say about money. */
export const commercialThemes: readonly Theme[] = [
  {
    id: 'pricing',
    name: 'Price and value',
    cues: {
      en: `price*, pricing, priced, pricey, expensive, cheap, cheaper, cheapest, cost, costs, costly, overpriced, affordab*, value for money,
        worth the money, worth it, good value, great value, discount*, budget, bargain, roi, return on investment, rip off, ripoff`,
      pt: `preço*, caro, cara, caros, caras, caríssim*, barat*, custo*, custo benefício, valor alto, valores, valor cobrado, desconto*,
        mensalidade*, orçamento, vale a pena, vale o preço, investimento, retorno do investimento, econom*`,
      es: `precio*, caro, cara, caros, caras, carísim*, barat*, costo*, coste*, costos*, relación calidad precio, descuento*, mensualidad*,
        presupuesto, vale la pena, inversión, económic*, tarifa*`,
      de: `preis*, teuer*, teure*, günstig*, billig*, kosten, kostet, überteuert*, preiswert*, preis leistung, preisleistung*, rabatt*,
        lohnt sich, budget, gebühr*, wucher`,
      fr: `prix, tarif*, cher, chère, chers, chères, coût*, coûte*, coûteu*, abordable*, rapport qualité prix, remise*, réduction*, budget,
        abonnement trop, vaut le coup, vaut la peine, investissement, bon marché`,
    },
  },
  {
    id: 'billing',
    name: 'Billing and invoicing',
    cues: {
      en: `billing, billed, bill, bills, invoice*, invoicing, charged, charge, charges, double charged, overcharg*, refund*, payment*,
        credit card, subscription*, renewal*, contract, reimburse*, credited`,
      pt: `fatura*, faturamento, boleto*, cobrança*, cobrad*, cobraram, nota fiscal, notas fiscais, pagamento*, reembols*, estorno*,
        assinatura*, renovação, contrato, contratos, cartão de crédito`,
      es: `factura*, facturación, cobro*, cobrad*, cobraron, pago, pagos, reembols*, devolución, suscripci*, renovación, contrato,
        contratos, tarjeta de crédito`,
      de: `rechnung*, abrechnung*, zahlung*, bezahlung, abgebucht, abbuchung*, erstattung*, rückerstattung*, abo, abonnement*,
        vertrag, verträge, verlängerung, mahnung*, kündigung*`,
      fr: `facture*, facturation, facturé*, paiement*, prélèvement*, prélevé*, remboursement*, rembours*, abonnement*, renouvellement,
        contrat, contrats, carte bancaire`,
    },
  },
];
