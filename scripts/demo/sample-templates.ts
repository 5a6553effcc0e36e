/** What the shop is asked every day. */
export const SAMPLE_TEMPLATES = [
  {
    shortcut: 'oi',
    title: 'Primeira resposta',
    text: 'Oi, {{primeiro_nome}}! Aqui é {{atendente}}, da Casa Aurora. Como posso ajudar?',
  },
  {
    shortcut: 'frete',
    title: 'Valor do frete',
    text: '{{primeiro_nome}}, para {{bairro}} o frete sai por {{valor}} e chega em até 3 dias úteis.',
  },
  { shortcut: 'frete-gratis', title: null, text: 'Acima de R$ 1.500,00 a entrega é por nossa conta. 🚚' },
  { shortcut: 'prazo', title: null, text: 'Entregamos em até 3 dias úteis na Grande São Paulo.' },
  {
    shortcut: 'pix',
    title: 'Chave Pix',
    text: 'Nossa chave Pix é pix@casaaurora.example, em nome de *Casa Aurora Móveis*. Assim que pagar, mande o comprovante por aqui.',
  },
  {
    shortcut: 'endereco',
    title: 'Onde estamos',
    text: 'Ficamos na Rua dos Pinheiros, 700, em São Paulo.\nDe segunda a sexta das 9h às 18h, sábado das 9h às 14h.',
  },
  {
    shortcut: 'pedido-saiu',
    title: 'Pedido saiu para entrega',
    text: 'Boa notícia, {{primeiro_nome}}: o pedido {{pedido}} saiu para entrega e chega hoje, {{período}}.',
  },
  {
    shortcut: 'garantia',
    title: 'Garantia',
    text: 'A garantia é de 12 meses para a estrutura e 6 para o tecido. Me manda o número do pedido e uma foto?',
  },
  {
    shortcut: 'obrigado',
    title: null,
    text: 'Nós que agradecemos, {{primeiro_nome}}! Qualquer coisa, é só chamar.',
  },
];
