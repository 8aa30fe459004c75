/// A compiled class as the base of a script class: its protected members, and calls of virtual methods that come back to the script.
import Engine

final class InheritedMembers: CompiledBase {
  private let symbol: ClassSymbol
  private unowned let type: NetType
  private var known: [String: Member?] = [:]
  init(_ s: ClassSymbol, _ t: NetType) { symbol = s; type = t }

  func makeInside() -> Value { .other(symbol.blank(type)) }
  lazy var constructors: [Overload] = TypeInstaller.constructors(symbol, type)

  func protectedMember(_ name: String) -> Member? {
    let key = name.lowercased()
    if let m = known[key] { return m }
    let m = find(name)
    known[key] = m
    return m
  }
  private func find(_ name: String) -> Member? {
    func adapted(_ t: NetType) -> NetType { Types.substitute(t, symbol.typeParameters, type.genericArguments) }
    for s in symbol.chain {
      if let p = s.properties.first(where: { !$0.isStatic && $0.parameters.isEmpty && $0.name.equalsIgnoringCase(name) && $0.access.isSeen(true) }) {
        return [p.getter, p.setter].contains { $0?.access == .protected } ? TypeInstaller.property(p, adapted(p.type), isDerived: true) : nil
      }
      if let f = s.fields.first(where: { !$0.isStatic && !$0.isHidden && $0.name.equalsIgnoringCase(name) && $0.access.isSeen(true) }) {
        return f.access == .protected ? TypeInstaller.field(f, adapted(f.type), type) : nil
      }
    }
    guard let m = protectedMethods.first(where: { $0.equalsIgnoringCase(name) }) else { return nil }
    return TypeInstaller.method(m, false, symbol, type, isDerived: true)
  }
  private lazy var protectedMethods = symbol.chain.flatMap(\.methods).filter { !$0.isStatic && $0.access == .protected }.map(\.name)

  func ownMethod(_ name: String, isInside: Bool) -> Member? {
    guard let m = symbol.chain.flatMap(\.methods).first(where: { !$0.isStatic && $0.name.equalsIgnoringCase(name) && $0.access.isSeen(isInside) }) else { return nil }
    return TypeInstaller.method(m.name, false, symbol, type, isDerived: isInside, isOwn: true)
  }

  var abstractMethods: [AbstractMethod] {
    let interfaces = symbol.isInterface ? [symbol] + symbol.interfaces.compactMap { ClassSymbol.of($0) } : symbol.chain
    var all: [AbstractMethod] = []
    for s in interfaces {
      for m in s.methods + s.properties.flatMap({ [$0.getter, $0.setter].compactMap { $0 } })
      where m.isAbstract && !m.isStatic && (symbol.isInterface || symbol.implementation(of: m).isAbstract) && m.typeParameters.isEmpty {
        all.append(AbstractMethod(m.name, parameters(m), Types.substitute(m.returnType, symbol.typeParameters, type.genericArguments)))
      }
    }
    return all
  }
  private func parameters(_ m: MethodSymbol) -> [NetType] { m.parameters.map { Types.substitute($0.type, symbol.typeParameters, type.genericArguments) } }

  // MARK: Calls that come back

  /// Stands for "the class leaves it as it is".
  nonisolated(unsafe) private static let none = PlainObject()
  /// What answers a virtual method called on an instance of a script class; nil when the class leaves it as it is.
  static func answer(_ m: MethodSymbol, _ instance: PSObject) -> MethodSymbol? {
    guard let k = instance.type?.scriptClass else { return nil }
    if let known = k.answers[ObjectIdentifier(m)] { return known === none ? nil : unsafeDowncast(known, to: MethodSymbol.self) }
    let base = instance.wrappedInside.map { $0.symbol.implementation(of: m) } ?? m
    guard let body = k.overriding(m.name, (m.typeBase(in: instance) ?? m.parameters.map(\.type)), isAbstract: base.isAbstract || m.owner.isInterface) else {
      k.answers[ObjectIdentifier(m)] = none
      return nil
    }
    let answer = MethodSymbol(m.name, m.owner, m.parameters, m.returnType, isStatic: false, access: m.access, offset: m.offset)
    let result = m.returnType
    answer.direct = { this, a, c in
      let v = try body(this, a, c)
      return result === Types.void ? .void : Runtime.incoming(v, result)
    }
    k.answers[ObjectIdentifier(m)] = answer
    return answer
  }
}

extension PSObject {
  fileprivate var wrappedInside: CompiledObject? { Value.object(self).compiled }
}
extension MethodSymbol {
  /// The parameters' types in the closed generic class an instance derives from.
  fileprivate func typeBase(in o: PSObject) -> [NetType]? {
    guard !owner.typeParameters.isEmpty, let inside = Value.object(o).compiled, let t = inside.type.chain.first(where: { ClassSymbol.of($0) === owner }) else { return nil }
    return parameters.map { Types.substitute($0.type, owner.typeParameters, t.genericArguments) }
  }
}
