/** One message of a sample conversation: theirs, or the shop's answer. */
export type Line = { them: string } | { us: string };

/** A customer nobody has. `reads`: whether our answers are read, or only delivered. */
export type SampleConversation = { name: string; phone: string; reads: boolean; lines: Line[] };

export const SAMPLE_NUMBER = { name: 'Vendas', phone: '5511900000100', pushName: 'Casa Aurora' };

/** A furniture shop's morning; the last conversation ends on top. Who is not answered stays unread. */
export const SAMPLE_CONVERSATIONS: SampleConversation[] = [
  {
    name: 'Sofia Matos',
    phone: '5511900000101',
    reads: true,
    lines: [
      { them: 'Bom dia! Vocês abrem no sábado?' },
      { us: 'Bom dia, Sofia! Abrimos, das 9h às 14h.' },
      { them: 'Perfeito, passo aí então. Obrigada!' },
      { us: 'Nós que agradecemos. Até sábado! 😊' },
    ],
  },
  {
    name: 'Edu Braga',
    phone: '5511900000102',
    reads: false,
    lines: [
      { them: 'A mesa de jantar redonda ainda está na promoção?' },
      { us: 'Está sim, Edu: R$ 1.290 à vista até domingo.' },
    ],
  },
  {
    name: 'Patrícia Lemos',
    phone: '5511900000103',
    reads: true,
    lines: [
      { them: 'Oi, comprei uma poltrona na semana passada e veio com um pé solto' },
      { us: 'Oi, Patrícia! Sinto muito. Me manda o número do pedido, por favor?' },
      { them: '10482' },
      { us: 'Achei aqui. O montador passa amanhã entre 14h e 17h, sem custo. Pode ser?' },
      { them: 'Pode sim!' },
    ],
  },
  {
    name: 'Rafael Nunes',
    phone: '5511900000104',
    reads: true,
    lines: [{ them: 'Vocês entregam em Guarulhos?' }, { them: 'E qual o prazo?' }],
  },
  {
    name: 'Camila Torres',
    phone: '5511900000105',
    reads: false,
    lines: [
      { them: 'Boa tarde, queria a segunda via da nota fiscal do pedido 10377' },
      { us: 'Boa tarde, Camila! Já pedi ao financeiro, envio por aqui em alguns minutos.' },
    ],
  },
  {
    name: 'Antônio Prado',
    phone: '5511900000106',
    reads: true,
    lines: [{ them: 'O guarda-roupa de 6 portas vem montado?' }],
  },
  {
    name: 'Beatriz Sales',
    phone: '5511900000107',
    reads: true,
    lines: [
      { them: 'Vocês aceitam pix parcelado?' },
      { us: 'Oi, Beatriz! No pix é à vista com 5% de desconto. No cartão dá para dividir em até 10 vezes.' },
      { them: 'Entendi. E se eu pagar metade no pix e metade no cartão?' },
    ],
  },
  {
    name: 'Marina Duarte',
    phone: '5511900000108',
    reads: true,
    lines: [
      { them: 'Oi! Vi o sofá azul de três lugares no Instagram 😍' },
      { them: 'Ainda tem? Qual o tamanho dele?' },
      { us: 'Oi, Marina! Tem sim: 2,10 m de largura por 0,95 m de profundidade.' },
      { us: 'O tecido é suede, fácil de limpar, e sai por R$ 2.890 em até 10 vezes sem juros.' },
      { them: 'Que lindo! Cabe certinho na minha sala' },
      { them: 'Vocês conseguem entregar na sexta, em Pinheiros?' },
    ],
  },
];
