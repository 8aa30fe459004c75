/// Calls of cmdlets and advanced functions whose binding is known from an earlier call at the same place: arguments are
/// evaluated onto the value stack, converted, and stored. No binder, no argument list, and for functions no stage.
import Syntax

final class PlannedCall {
  let binding: BindingPlan
  let cmdlet: CmdletInfo?
  let function: FunctionPlan?
  /// The argument expressions and their places among the site's arguments (switches have none).
  fileprivate let expressions: ExprSequence
  fileprivate let places: [Int]

  init(_ site: CommandSite, _ binding: BindingPlan, cmdlet: CmdletInfo? = nil, function: FunctionPlan? = nil) {
    self.binding = binding; self.cmdlet = cmdlet; self.function = function
    let given = site.arguments.enumerated().filter { $0.element.value != nil }
    places = given.map(\.offset)
    expressions = ExprSequence(given.compactMap { $0.element.value })
  }
}

extension CommandSite {
  /// Keeps the plan of the call that just succeeded, if it can have one.
  @inline(never) func remember(_ stage: CommandStage) {
    guard mayPlan else { return }
    mayPlan = false
    guard isSimpleForm, let binding = stage.bindingPlan else { return }
    if let c = command as? CmdletInfo { planned = PlannedCall(self, binding, cmdlet: c) }
    else if let f = command as? FunctionInfo, let p = f.block.plan, p.isDirect { planned = PlannedCall(self, binding, function: p) }
  }
  /// The arguments for the binder, from their values in written order.
  fileprivate func list(_ values: UnsafeBufferPointer<Value>) -> [Argument] {
    arguments.enumerated().map { k, a in
      if case .parameter(let n, let hasValue) = a.kind { return Argument(name: n, value: hasValue ? values[k] : .null, hasValue: hasValue, extent: a.extent, valueExtent: a.valueExtent) }
      return Argument(name: nil, value: values[k], hasValue: true, extent: a.extent, isUnquoted: a.isUnquoted)
    }
  }
}

extension FunctionPlan {
  /// Can run without a stage: nothing in it asks for the objects that describe a call, or for cleaning up.
  var isDirect: Bool {
    metadata.isAdvanced && dynamicParameters == nil && clean == nil && block.module == nil && !block.isFile && cmdletSlot < 0 && invocationSlot < 0 && definitionError == nil
  }
}

extension ExecutionContext {
  private enum Bound { case values([Value]), arguments([Argument]) }

  private func bind(_ call: PlannedCall, _ site: CommandSite, _ fp: Cell) throws -> Bound {
    let n = site.arguments.count
    let base = try reserve(n)
    defer { release(base, n) }
    var k = 0
    while k < call.places.count {
      (base + call.places[k]).put(try call.expressions.eval(k, self, fp).orNull)
      k &+= 1
    }
    let given = UnsafeBufferPointer(start: base, count: n)
    if let values = call.binding.values(given, site, self) { return .values(values) }
    return .arguments(site.list(given))
  }

  func runPlanned(_ call: PlannedCall, _ cmdlet: CmdletInfo, _ site: CommandSite, _ fp: Cell, into last: Stage) throws {
    let stage: CmdletStage
    switch try bind(call, site, fp) {
    case .values(let v): stage = try CmdletStage(self, cmdlet, site, call.binding, v, next: border(last))
    case .arguments(let a): stage = try CmdletStage(self, cmdlet, site, a, next: border(last), expectsInput: false)
    }
    if listens { try deliver(at: site) }
    try driveAlone(stage)
  }

  /// Calls an advanced function that takes no input here: as `callSimple`, with what attributes ask for.
  func callPlanned(_ call: PlannedCall, _ plan: FunctionPlan, _ site: CommandSite, _ fp: Cell, valueWanted: Bool) throws -> Value {
    let values: [Value]
    switch try bind(call, site, fp) {
    case .values(let v): values = v
    case .arguments(let a):
      let out: Stage = valueWanted ? Collector() : Relay(sink)
      try driveAlone(try FunctionStage(self, plan, command: site.command, site, a, next: out, expectsInput: false))
      return valueWanted ? unsafeDowncast(out, to: Collector.self).result : .void
    }
    let base = try reserve(plan.frameSize)
    let binding = call.binding
    for k in 0..<values.count { (base + plan.parameters[binding.steps[k].parameter].slot).put(values[k]) }
    let d = depth
    push(.passUnretained(plan.unit), base, mask: plan.mask, call: .passUnretained(site.call))
    do {
      for k in binding.unbound {
        let p = plan.parameters[k]
        try defaultParameter(p, base + p.slot, base) { try binding.converter.convertedDefault(k, $0) }
      }
      if plan.argsSlot >= 0 { (base + plan.argsSlot).put(.array(PSArray(capacity: 0))) }
      if plan.boundSlot >= 0 {
        let h = PSHash.boundParameters()
        binding.fill(h, values)
        (base + plan.boundSlot).put(.hash(h))
      }
      if plan.inputSlot >= 0 { (base + plan.inputSlot).put(plan.isAdvanced && plan.begin == nil && plan.process == nil ? .array(PSArray([])) : plan.input([])) }
      let v = try runBlocks(plan, base, valueWanted: valueWanted)
      pop(to: d)
      release(base, plan.frameSize)
      flags.pointee.success = true
      return v
    } catch {
      let e = traced(error, d)
      if let e = error as? TerminatingError {
        collectLeaving(e.record)
        e.record.leave(site.command, InvocationInfo(site, site.command, name: site.invocationName ?? "", expectsInput: false))
      }
      pop(to: d)
      release(base, plan.frameSize)
      throw e
    }
  }
  private func runBlocks(_ plan: FunctionPlan, _ base: Cell, valueWanted: Bool) throws -> Value {
    if let only = plan.onlyBlock {
      // a process block has no `$_` but its own
      if plan.process != nil { base.put(.null) }
      if !only.hasValue { return try runBody(only.body, base, valueWanted: valueWanted) }
      let v = try only.value(self, base)
      return valueWanted ? Compiler.normalised(v) : v
    }
    let k = valueWanted ? Collector() : nil
    let saved = sink
    if let k { sink = k }
    defer { sink = saved }
    if let b = plan.begin { _ = try runBody(b.body, base, valueWanted: false) }
    if let b = plan.process { base.put(.null); _ = try runBody(b.body, base, valueWanted: false) }
    if let b = plan.end { _ = try runBody(b.body, base, valueWanted: false) }
    return k?.result ?? .void
  }
}
