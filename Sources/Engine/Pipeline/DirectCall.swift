/// Calls of plain script functions without the binder: arguments go straight into the slots of the new frame.
///
/// Everything a call needs lies in one raw record per call site, made when the name is resolved: a call reads it without
/// retaining anything, which is most of what a call would otherwise cost.
import Syntax

struct DirectCall {
  /// A parameter with something to do besides taking its argument.
  struct Duty {
    let parameter: Int
    let slot: Int
    /// Tag of values that fit as they are; `Tag.none` = none does, or there is no argument.
    let fittingTag: UInt8
    let isBound: Bool
  }
  let plan: Unmanaged<FunctionPlan>
  let unit: Unmanaged<Unit>
  let call: Unmanaged<CallInfo>
  let code: Unmanaged<Code>
  let hasValue: Bool
  let frameSize: Int
  let mask: UInt64
  let arguments: Unmanaged<ExprSequence>
  let argumentCount: Int
  /// Slot per argument; -1 = goes to `$args`.
  let slots: UnsafeMutablePointer<Int>
  let duties: UnsafeMutablePointer<Duty>
  let dutyCount: Int
  /// Wants `$args`, `$PSBoundParameters` or `$input`.
  let wantsLists: Bool

  /// - Parameters: slots: per argument; bound: slots some argument goes to
  init(_ plan: FunctionPlan, _ code: Code, _ call: CallInfo, _ arguments: ExprSequence, slots s: [Int]) {
    self.plan = .passUnretained(plan)
    unit = .passUnretained(plan.unit)
    self.call = .passUnretained(call)
    self.code = .passUnretained(code)
    hasValue = code.hasValue
    frameSize = plan.frameSize
    mask = plan.mask
    self.arguments = .passUnretained(arguments)
    argumentCount = s.count
    slots = .allocate(capacity: max(1, s.count))
    slots.initialize(from: s, count: s.count)
    let bound = Set(s)
    var all: [Duty] = []
    for (i, p) in plan.parameters.enumerated() {
      let isBound = bound.contains(p.slot)
      if isBound, p.type == nil { continue }
      let tag = p.type === TypeTable.int ? Tag.int : p.type === TypeTable.string ? Tag.string : p.type === TypeTable.double ? Tag.double : Tag.none
      all.append(Duty(parameter: i, slot: p.slot, fittingTag: isBound ? tag : Tag.none, isBound: isBound))
    }
    duties = .allocate(capacity: max(1, all.count))
    duties.initialize(from: all, count: all.count)
    dutyCount = all.count
    wantsLists = plan.argsSlot >= 0 || plan.boundSlot >= 0 || plan.inputSlot >= 0
  }
  func free() { slots.deallocate(); duties.deallocate() }
}

extension ExecutionContext {
  /// Runs the call on a frame of its own; `caller` is the frame its arguments are evaluated on.
  @inline(__always) func call(_ p: UnsafeMutablePointer<DirectCall>, _ site: CommandSite, _ caller: Cell, valueWanted: Bool) throws -> Value {
    // a definition during the call may resolve the site anew: what is needed afterwards is read before
    let frameSize = p.pointee.frameSize, unit = p.pointee.unit
    let base = try reserve(frameSize)
    var extra: PSArray?
    let n = p.pointee.argumentCount
    if n > 0 {
      do {
        let slots = p.pointee.slots
        try p.pointee.arguments._withUnsafeGuaranteedRef { xs in
          var k = 0
          while k < n {
            let v = try xs.eval(k, self, caller), s = slots[k]
            if s >= 0 { (base + s).put(v.orNull) } else if p.pointee.wantsLists { if extra == nil { extra = PSArray(capacity: 4) }; extra?.append(v.orNull) }
            k &+= 1
          }
        }
      } catch { release(base, frameSize); throw error }
    }
    let d = depth
    push(unit, base, mask: p.pointee.mask, call: p.pointee.call)
    do {
      if p.pointee.dutyCount > 0 { try beforeBody(of: site.call) { try complete(p, base, site) } }
      if p.pointee.wantsLists { fillLists(p, base, extra, site) }
      let v: Value
      if p.pointee.hasValue {
        let x = try p.pointee.code._withUnsafeGuaranteedRef { try $0.value(self, base) }
        v = valueWanted ? Compiler.normalised(x) : x
      } else { v = try p.pointee.code._withUnsafeGuaranteedRef { try runBody($0.body, base, valueWanted: valueWanted) } }
      pop(to: d)
      release(base, frameSize)
      flags.pointee.success = true
      return v
    } catch {
      let e = frames[d].unit.toOpaque() == unit.toOpaque() ? traced(error, d) : error
      pop(to: d)
      release(base, frameSize)
      throw e
    }
  }
  /// Defaults for parameters that got nothing, conversions for those that did.
  @inline(__always) private func complete(_ p: UnsafeMutablePointer<DirectCall>, _ base: Cell, _ site: CommandSite) throws {
    var i = 0
    while i < p.pointee.dutyCount {
      let duty = p.pointee.duties + i
      let cell = base + duty.pointee.slot
      if duty.pointee.fittingTag == Tag.none || cell.tag != duty.pointee.fittingTag { try perform(p, duty, cell, base, site) }
      i &+= 1
    }
  }
  @inline(never) private func perform(_ p: UnsafeMutablePointer<DirectCall>, _ duty: UnsafeMutablePointer<DirectCall.Duty>, _ cell: Cell, _ base: Cell, _ site: CommandSite) throws {
    let parameter = p.pointee.plan.takeUnretainedValue().parameters[duty.pointee.parameter]
    guard duty.pointee.isBound, let type = parameter.type else { try defaultParameter(parameter, cell, base); return }
    do {
      if Conversion.isBooleanLike(type), !parameter.isSwitch { try Conversion.requireBoolean(cell.pointee, as: type) }
      if languageMode == .constrained, !p.pointee.plan.takeUnretainedValue().unit.isTrusted { try checkConversion(cell.pointee, to: type) }
      if parameter.isSwitch { cell.put(.other(SwitchParameter(try Binder.switchValue(cell.pointee, self)))) } else { cell.put(try Conversion.convert(cell.pointee, to: type, self)) }
    } catch {
      let name = functionName(site), failed = transformationError(error, parameter.name, name)
      (failed as? TerminatingError)?.record.invocation = InvocationInfo(site, functionInScope(name), name: "", expectsInput: false)
      throw locate(failed, site.argumentExtent(p, slot: duty.pointee.slot) ?? site.extent)
    }
  }
  /// What is called, also by an alias.
  private func functionName(_ site: CommandSite) -> String {
    var name = site.name ?? "", seen = 0
    while let a = aliasInScope(name), seen < 32 { name = a.target; seen += 1 }
    return name
  }
  @inline(never) private func fillLists(_ p: UnsafeMutablePointer<DirectCall>, _ base: Cell, _ extra: PSArray?, _ site: CommandSite) {
    let plan = p.pointee.plan.takeUnretainedValue()
    if plan.argsSlot >= 0 { (base + plan.argsSlot).put(.array(extra ?? PSArray(capacity: 0))) }
    if plan.boundSlot >= 0 {
      let h = PSHash.boundParameters()
      // in the order they were bound in: those with names as they are written, then the others
      for n in site.boundNames { if let p = plan.parameters.first(where: { $0.name.equalsIgnoringCase(n) }) { h.set(.str(p.name), (base + p.slot).pointee) } }
      (base + plan.boundSlot).put(.hash(h))
    }
    if plan.inputSlot >= 0 { (base + plan.inputSlot).put(ExecutionContext.input([])) }
  }
}
