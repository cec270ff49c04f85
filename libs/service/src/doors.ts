import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { ALLOWED, PUBLIC } from './allow';

/** Least privilege by default: a route that does not say who may call it keeps the service from starting. */
@Injectable()
export class Doors implements OnApplicationBootstrap {
  constructor(private readonly modules: ModulesContainer) {}

  onApplicationBootstrap(): void {
    for (const module of this.modules.values()) {
      for (const { metatype } of module.controllers.values()) {
        if (typeof metatype === 'function') assertGuarded(metatype as { prototype: object; name: string });
      }
    }
  }
}

function assertGuarded(controller: { prototype: object; name: string }): void {
  if (says(controller)) return;
  for (const name of Object.getOwnPropertyNames(controller.prototype)) {
    const route = Object.getOwnPropertyDescriptor(controller.prototype, name)?.value as object | undefined;
    if (typeof route !== 'function') continue;
    const method: RequestMethod | undefined = Reflect.getMetadata(METHOD_METADATA, route);
    if (method === undefined || says(route)) continue;
    throw new Error(`${controller.name}.${name} (${RequestMethod[method]}) says neither @Allow nor @Public`);
  }
}

const says = (target: object): boolean =>
  Reflect.hasMetadata(ALLOWED, target) || Reflect.hasMetadata(PUBLIC, target);
