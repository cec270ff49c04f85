import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Min } from 'class-validator';
import { Code, Count, OneOf, Optional } from '#contracts/fields';
import { NotFound } from '#domain/refused';
import { Public } from '#service/allow';
import type { Config } from '#service/config';
import { CONFIG } from '#service/tokens';
import { Behaviour, type Conduct, MODES, type Mode, NORMAL } from './behaviour';

class BehaviourToTake {
  @OneOf(MODES) mode: Mode;
  @Optional() @Count(100_000) @Min(1) times?: number | null;
  @Optional() @Code() reason?: string;
  @Optional() @Count(60_000) delayMs?: number;
}

/** A door of demonstrations and tests: anywhere else it does not exist. */
@Public()
@ApiExcludeController()
@Controller('_behaviour')
export class BehaviourController {
  constructor(
    private readonly behaviour: Behaviour,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  become(@Body() { mode, times, reason, delayMs }: BehaviourToTake): Conduct {
    if (!this.config.demonstration) throw new NotFound('no-such-route', 'Cette adresse n’existe pas.');
    this.behaviour.become({
      mode,
      times: times ?? null,
      reason: reason ?? NORMAL.reason,
      delayMs: delayMs ?? 5_000,
    });
    return this.behaviour.current;
  }
}
