import { Controller } from '@nestjs/common';
import { ImportsController } from '#service/imports/imports.http';

/** The door of this service's imports: the gateway sends the kinds `bmo` and `bmo-intentions` here. */
@Controller('v1/bmo/imports')
export class BmoImportsController extends ImportsController {}
