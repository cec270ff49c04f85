import { Controller, Module, Post, Query } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { factOf } from '#contracts/contract';
import { ContactReported } from '#contracts/gateway';
import { UnitOfWork } from '#messaging/unit-of-work';
import { Allow } from '#service/allow';
import { ServiceModule } from '#service/service.module';
import { startService } from '#service/start-service';
import { visit } from './visits';

const WIDTH = 8;

/** Tells facts by units of work of a given size, as a command of the gateway does. */
@Controller()
@Allow({ roles: ['OPERATOR'] })
class TellController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('tell')
  async tell(@Query('facts') facts: string, @Query('batch') batch: string, @Query('rate') rate?: string) {
    const units = Math.ceil(Number(facts) / Number(batch));
    const pace = rate ? (Number(batch) * 1000) / Number(rate) : 0;
    const from = Date.now();
    let next = 0;
    const lane = async () => {
      while (next < units) {
        const unit = next;
        next += 1;
        const wait = from + unit * pace - Date.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        await this.one(unit, Number(batch));
      }
    };
    await Promise.all(Array.from({ length: Number(batch) === 1 ? WIDTH : 1 }, lane));
    return { units };
  }

  private one(unit: number, size: number): Promise<void> {
    return this.unitOfWork.run([], async (tx) => {
      const told = Array.from({ length: size }, (_, at) => visit(unit * size + at));
      tx.tell(
        told.map((one) =>
          factOf(ContactReported, one.siret, {
            ...one,
            status: 'HELD',
            channel: 'VISIT',
            initiative: 'PARTNER',
            reportId: uuidv7(),
            partnerId: '0199a000-0000-7000-8000-000000000001',
            receivedAt: tx.now.toISOString(),
            backfill: false,
          }),
        ),
      );
    });
  }
}

@Module({ imports: [ServiceModule.for({ name: 'gateway' })], controllers: [TellController] })
export class TellerModule {}

void startService(TellerModule);
