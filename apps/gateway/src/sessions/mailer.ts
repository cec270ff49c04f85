import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { GATEWAY, type GatewayConfig } from '../gateway.config';

const WITHIN_MS = 10_000;

/** Sends the one mail that Concerto sends: the link to sign in. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: Transporter | null;

  constructor(@Inject(GATEWAY) private readonly config: GatewayConfig) {
    this.transport = config.smtpUrl
      ? createTransport({
          url: config.smtpUrl,
          connectionTimeout: WITHIN_MS,
          greetingTimeout: WITHIN_MS,
          socketTimeout: WITHIN_MS,
        })
      : null;
  }

  /** True when mail can be sent at all. */
  get ready(): boolean {
    return this.transport !== null;
  }

  async sendLink(to: string, link: string): Promise<void> {
    await this.transport?.sendMail({
      from: this.config.mailFrom,
      to,
      subject: 'Votre lien de connexion à Concerto',
      text: [
        'Bonjour,',
        '',
        'Voici votre lien de connexion à Concerto. Il est valable 15 minutes et ne sert qu’une fois :',
        '',
        new URL(link, this.config.publicUrl).href,
        '',
        'Vous n’avez rien demandé ? Ignorez ce message : personne ne peut entrer sans ce lien.',
      ].join('\n'),
    });
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
