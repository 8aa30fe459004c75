/// A method or constructor of a script class, and how one is called.
import Syntax

extension ScriptClass {
  final class Method {
    typealias Parameter = (slot: Int, type: NetType?, name: String, attributes: [Attribute])
    let name: String
    let unit: Unit
    let parameters: [Parameter]
    let returnType: NetType?
    let isVoid: Bool
    let isStatic: Bool
    let isHidden: Bool
    private var isConstructor: Bool { !isStatic && unit.ownerClass?.name.equalsIgnoringCase(name) ?? false }
    let body: Code
    /// `: base(…)` / `: this(…)` of a constructor.
    let chained: BaseCtorInvokeMemberExpressionAst?
    let chainedArguments: [ExprBox]
    let thisSlot: Int
    /// Stands for calls that come from no place in a script.
    let call: CallInfo
    let signature: String
    /// For choosing among several.
    lazy var overload = Overload(signature, types: parameters.map { $0.type ?? TypeTable.object }) { _, _, _ in .void }
    let frameSize: Int
    /// The class is a module's, whose variables and functions the body sees wherever it is called from.
    private let isOfModule: Bool
    /// Arguments may be evaluated straight into the frame: nothing but types stands at the parameters.
    let isPlain: Bool
    /// Per parameter: where it lives, and what fits there without conversion. Raw, so that a call retains nothing.
    private let places: UnsafeMutablePointer<(slot: Int, fit: Fit)>
    private let resultFit: Fit

    init(
      name: String, unit: Unit, parameters: [Parameter], returnType: NetType?, isVoid: Bool, isStatic: Bool, isHidden: Bool, body: Code,
      chained: BaseCtorInvokeMemberExpressionAst?, chainedArguments: [ExprBox], thisSlot: Int, call: CallInfo, signature: String
    ) {
      self.name = name; self.unit = unit; self.parameters = parameters; self.returnType = returnType; self.isVoid = isVoid; self.isStatic = isStatic
      self.isHidden = isHidden; self.body = body; self.chained = chained; self.chainedArguments = chainedArguments; self.thisSlot = thisSlot; self.call = call; self.signature = signature
      frameSize = unit.count
      isOfModule = unit.module != nil
      unit.reportsOutside = !isVoid
      unit.isMethod = true
      isPlain = parameters.allSatisfy { $0.attributes.isEmpty }
      places = .allocate(capacity: max(1, parameters.count))
      for (i, p) in parameters.enumerated() { (places + i).initialize(to: (p.slot, Fit(p.type))) }
      resultFit = Fit(returnType)
    }
    deinit { places.deallocate() }

    /// What fits a type as it is.
    enum Fit {
      case anything, tag(UInt8), nothing
      init(_ t: NetType?) {
        if t == nil || t === TypeTable.object { self = .anything }
        else if t === TypeTable.int { self = .tag(Tag.int) } else if t === TypeTable.string { self = .tag(Tag.string) }
        else if t === TypeTable.double { self = .tag(Tag.double) } else if t === TypeTable.bool { self = .tag(Tag.bool) }
        else { self = .nothing }
      }
      @inline(__always) func takes(_ p: Cell) -> Bool {
        switch self { case .anything: true; case .tag(let t): p.tag == t; case .nothing: false }
      }
    }

    /// Calls on the object in `this` with as many arguments as there are parameters, evaluated on the caller's frame.
    func call(_ this: Cell, _ arguments: ExprSequence, _ c: ExecutionContext, _ caller: Cell, from site: CallInfo) throws -> Value {
      let fp = try c.reserve(frameSize), n = arguments.count
      // before the arguments run, which may assign the variable
      if thisSlot >= 0 { (fp + thisSlot).put(this.pointee) }
      do {
        var k = 0
        while k < n { (fp + places[k].slot).put(try arguments.eval(k, c, caller).orNull); k &+= 1 }
        k = 0
        while k < n {
          let cell = fp + places[k].slot
          if !places[k].fit.takes(cell) { cell.put(try argument(k, cell.pointee, c)) }
          k &+= 1
        }
      } catch { c.release(fp, frameSize); throw error }
      return try onFrame(fp, c, site) { try result(c, $0) }
    }
    /// An argument as its parameter's type.
    func argument(_ i: Int, _ v: Value, _ c: ExecutionContext) throws -> Value {
      guard let t = parameters[i].type, t !== TypeTable.object else { return v }
      if t === TypeTable.int, case .int = v { return v }
      do { return try Conversion.convert(v, to: t, c) } catch let e as TerminatingError {
        throw TerminatingError.argument(c.callsByReflection ? "\(i)" : parameters[i].name, v, of: isConstructor && !c.callsByReflection ? ".ctor" : name, to: t, e)
      }
    }
    /// Runs `body` with the filled frame on top; gives its slots back.
    @inline(__always) func onFrame(_ fp: Cell, _ c: ExecutionContext, _ call: CallInfo, _ body: (Cell) throws -> Value) throws -> Value {
      let d = c.depth
      c.push(.passUnretained(unit), fp, mask: unit.mask, call: .passUnretained(call))
      if isOfModule { c.link(d, to: unit.module?.scope, mask: unit.mask) }
      // methods see the scope they were written in, not their caller's
      let flags = c.flags, catching = flags.pointee.catching
      flags.pointee.catching = catching + 1
      do {
        let v = try body(fp)
        flags.pointee.catching = catching
        c.pop(to: d)
        c.release(fp, frameSize)
        return v
      } catch {
        flags.pointee.catching = catching
        let e = c.traced(error, d)
        c.pop(to: d)
        c.release(fp, frameSize)
        throw e
      }
    }
    /// Runs the body; only `return` yields a value, what statements emit is dropped.
    @inline(__always) func result(_ c: ExecutionContext, _ fp: Cell) throws -> Value {
      var v: Value = .void
      if body.hasValue { v = try body.value(c, fp) }
      else if body.isSilent { v = try Method.returned(try body.body(c, fp), c) }
      else { v = try quietly(c, fp) }
      if isVoid { return .void }
      v = v.orNull
      if withUnsafeMutablePointer(to: &v, { resultFit.takes($0) }) { return v }
      guard let returnType else { return v }
      do { return try Conversion.convert(v, to: returnType, c) } catch {
        if let place = returnPlace() { throw c.locate(error, place) }
        throw error
      }
    }
    /// The expression of the only `return`: a result that cannot become what the method returns is reported there.
    private func returnPlace() -> Extent? {
      var found: [Extent] = []
      func visit(_ a: Ast) {
        if a.kind == .scriptBlockExpression || a.kind == .functionDefinition { return }
        if a.kind == .returnStatement, let p = unsafeDowncast(a, to: FlowStatementAst.self).pipeline { found.append(p.extent) }
        a.forEachChild(visit)
      }
      if let b = unit.body { visit(b) }
      return found.count == 1 ? found[0] : nil
    }
    @inline(never) private func quietly(_ c: ExecutionContext, _ fp: Cell) throws -> Value {
      let saved = c.sink
      c.sink = Stage.nowhere
      defer { c.sink = saved }
      return try Method.returned(try body.body(c, fp), c)
    }
    @inline(__always) private static func returned(_ f: Flow, _ c: ExecutionContext) throws -> Value {
      switch f {
      case .ret: let v = c.returned; c.returned = .void; return v
      case .next: return .void
      default: throw c.strayFlow(f)
      }
    }
  }
}

extension Stage {
  /// Takes everything and keeps nothing.
  nonisolated(unsafe) static let nowhere = Stage()
}

/// Says which script method a call in the source means, when it can be called directly; nil = it takes the long way.
protocol MethodFinder {
  /// The call itself, for stack traces.
  var call: CallInfo { get }
  func method(of o: PSObject, _ c: ExecutionContext) -> Unmanaged<ScriptClass.Method>?
}

/// `([Base]$this).Method()`: the base class's own method, whatever the object overrides. Remembers it for the last class.
final class BaseCallSite: MethodFinder {
  let call: CallInfo
  private let base: NetType
  private let count: Int
  @exclusivity(unchecked) private var derived: NetType?
  @exclusivity(unchecked) private var known: Unmanaged<ScriptClass.Method>?
  private var held: ScriptClass.Method?
  /// - Parameter count: of arguments
  init(_ base: NetType, _ call: CallInfo, _ count: Int) { self.base = base; self.call = call; self.count = count }
  @inline(__always) func method(of o: PSObject, _ c: ExecutionContext) -> Unmanaged<ScriptClass.Method>? { o.type === derived ? known : find(o) }
  @inline(never) private func find(_ o: PSObject) -> Unmanaged<ScriptClass.Method>? {
    guard let k = base.scriptClass, let t = o.type, base.isAssignable(from: t), let m = k.onlyMethod(call.name, count), m.isPlain else { return nil }
    derived = t
    held = m
    known = .passUnretained(m)
    return known
  }
}

/// `$x.Method(…)` on an instance of a script class; anything else goes to `general`.
@inline(__always) func callOnPlace<P: Place, F: MethodFinder>(_ a: P, _ site: F, _ arguments: ExprSequence, _ extent: Extent, _ general: @escaping Expr) -> Expr {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.object, let m = p.borrow(PSObject.self)._withUnsafeGuaranteedRef({ site.method(of: $0, c) }) {
      do { return try m._withUnsafeGuaranteedRef { try $0.call(p, arguments, c, fp, from: site.call) } } catch { throw c.locate(error, extent) }
    }
    return try general(c, fp)
  }
}
