/// Attributes in the source: parameters' declarations, `[CmdletBinding()]`, validations.
import Syntax

extension Compiler {
  /// Value of an attribute's argument, which is constant or close to it.
  func constant(_ e: ExpressionAst) -> Value {
    if e.kind == .scriptBlockExpression { return .block(scriptBlock(unsafeDowncast(e, to: ScriptBlockExpressionAst.self).scriptBlock)) }
    return (try? expression(e)(context, context.frames[context.depth - 1].fp)) ?? .null
  }
  func isParameterAttribute(_ a: AttributeAst) -> Bool { short(a.typeName) == "parameter" }
  func short(_ n: TypeName) -> String {
    var s = n.fullName.lowercased()
    if let dot = s.lastIndex(of: ".") { s = String(s[s.index(after: dot)...]) }
    if s.hasSuffix("attribute") { s.removeLast(9) }
    return s
  }

  func cmdletBinding(_ a: AttributeAst) -> CmdletBinding {
    var b = CmdletBinding()
    for n in a.namedArguments {
      let v = constant(n.argument)
      switch n.argumentName.lowercased() {
      case "supportsshouldprocess": b.supportsShouldProcess = n.expressionOmitted || Conversion.toBool(v)
      case "confirmimpact":
        switch Conversion.toString(v).lowercased() {
        case "high": b.confirmImpact = .high
        case "low": b.confirmImpact = .low
        case "none": b.confirmImpact = .none
        default: b.confirmImpact = .medium
        }
      case "defaultparametersetname": b.defaultParameterSetName = Conversion.toString(v)
      case "positionalbinding": b.positionalBinding = n.expressionOmitted || Conversion.toBool(v)
      case "supportspaging": b.supportsPaging = n.expressionOmitted || Conversion.toBool(v)
      case "helpuri": b.helpUri = Conversion.toString(v)
      default: break
      }
    }
    return b
  }

  func parameterMetadata(_ p: ParameterAst, type: NetType, position: Int?) -> ParameterMetadata {
    parameterMetadata(p.name.path.name, p.attributes, type: type, position: position)
  }
  /// Properties of a class whose instances describe dynamic parameters are declared as parameters are.
  func parameterMetadata(_ name: String, _ written: [AttributeBaseAst], type: NetType, position: Int?) -> ParameterMetadata {
    var sets: [ParameterMetadata.SetEntry] = []
    var explicit = false
    var aliases: [String] = []
    var attributes: [Attribute] = []
    for a in written {
      if a.kind == .typeConstraint {
        if let t = declaredType(a.typeName, at: a.extent) { attributes.append(.type(t)) }
        continue
      }
      let x = unsafeDowncast(a, to: AttributeAst.self)
      check(x)
      if short(x.typeName) == "parameter" {
        var e = ParameterMetadata.SetEntry()
        for n in x.namedArguments {
          let v = n.expressionOmitted ? Value.bool(true) : constant(n.argument)
          switch n.argumentName.lowercased() {
          case "mandatory": e.mandatory = Conversion.toBool(v)
          case "position": e.position = Int((try? Conversion.toInt64(v)) ?? 0); explicit = true
          case "parametersetname":
            // no name is that of all sets
            let name = Conversion.toString(v)
            if !name.isEmpty { e.name = name }
          case "valuefrompipeline": e.fromPipeline = Conversion.toBool(v)
          case "valuefrompipelinebypropertyname": e.fromPropertyName = Conversion.toBool(v)
          case "valuefromremainingarguments": e.remaining = Conversion.toBool(v)
          case "helpmessage", "helpmessagebasename", "helpmessageresourceid":
            let text = Conversion.toString(v)
            if text.isEmpty { refuseHelpMessage(n.argumentName) }
            if n.argumentName.equalsIgnoringCase("HelpMessage") { e.helpMessage = text }
          case "dontshow": e.dontShow = Conversion.toBool(v)
          default: break
          }
        }
        sets.append(e)
      } else if let y = attribute(x) {
        if case .alias(let names) = y { aliases = names + aliases }
        attributes.append(y)
      }
    }
    // the attribute nearest to the name comes first, which decides the order of sets and aliases
    sets = sets.isEmpty ? [ParameterMetadata.SetEntry()] : sets.reversed()
    if !explicit, let position { sets = sets.map { var e = $0; e.position = position; return e } }
    let m = ParameterMetadata(name, type: type, sets: sets, aliases: aliases, attributes: attributes)
    m.explicitPosition = explicit
    return m
  }

  func reject(_ id: String, _ message: String, _ exception: String, _ extent: Extent, inner: PSException? = nil) {
    let category: ErrorCategory = exception.hasSuffix("MetadataException") ? .metadataError : exception == "RuntimeException" ? .invalidOperation : .notSpecified
    let e = TerminatingError(id, message, category, exception: "System.Management.Automation." + exception, inner: inner)
    e.record.position = extent
    if attributeError == nil { attributeError = e }
  }
  /// One attribute; nil for those that only inform.
  func attribute(_ x: AttributeAst) -> Attribute? {
    let values = x.positionalArguments.map { constant($0) }
    func named(_ n: String) -> Value? { x.namedArguments.first { $0.argumentName.equalsIgnoringCase(n) }.map { $0.expressionOmitted ? .bool(true) : constant($0.argument) } }
    func text(_ v: Value) -> String { Conversion.toString(v) }
    func int(_ v: Value) -> Int { Int((try? Conversion.toInt64(v)) ?? 0) }
    let message = named("ErrorMessage").map(text)
    // what is wrong already has been told
    if let known = attributeClass(x.typeName), !known.takes(values.count), short(x.typeName) != "argumentcompleter" { return nil }
    switch short(x.typeName) {
    case "alias": return .alias(values.map(text))
    case "pstypename" where values.count == 1 && text(values[0]).isEmpty:
      let inner = PSException(
        "System.Management.Automation.PSArgumentException",
        "Cannot process argument because the value of argument \"psTypeName\" is not valid. Change the value of the \"psTypeName\" argument and run the operation again.")
      reject(
        "ExceptionConstructingAttribute", "The following exception occurred while constructing the attribute \"\(x.typeName.fullName)\": \"\(inner.message)\"",
        "RuntimeException", x.extent, inner: inner)
      return nil
    case "allownull": return .allowNull
    case "allowemptystring": return .allowEmptyString
    case "allowemptycollection": return .allowEmptyCollection
    case "validatenotnull": return .validate(.notNull)
    case "validatenotnullorempty": return .validate(.notNullOrEmpty)
    case "validatenotnullorwhitespace": return .validate(.notNullOrWhiteSpace)
    case "validaterange":
      if values.count == 1 { return rangeKind(x, values[0]).map { .validate(.rangeKind($0)) } }
      return values.count == 2 ? limits(x, values[0], values[1]).map { .validate(.range($0, $1)) } : nil
    case "validateset":
      if values.count == 1, case .type(let t) = values[0], t.scriptClass != nil || t.compiledBase != nil { return .validate(.generatedSet(t, message: message)) }
      if x.positionalArguments.count == 1, x.positionalArguments[0].kind == .typeExpression, values[0].isNull {
        let name = unsafeDowncast(x.positionalArguments[0], to: TypeExpressionAst.self).typeName.fullName
        let e = TerminatingError("TypeNotFound", "Unable to find type [\(name)].", .invalidOperation, target: .str(x.extent.text))
        e.record.categoryTargetType = "AttributeAst"
        e.record.position = x.extent
        if attributeError == nil { attributeError = e }
        return nil
      }
      if values.count == 1, case .type = values[0], x.positionalArguments[0].kind == .typeExpression { refuseGenerator() }
      if values.isEmpty { refuseEmptySet() }
      return .validate(.set(values.map(text), ignoreCase: named("IgnoreCase").map(Conversion.toBool) ?? true, message: message))
    case "validatepattern":
      refuseIfEmpty(x, values.first ?? .null, "regexPattern")
      return .validate(.pattern(text(values.first ?? .null), options: named("Options").map(text) ?? "IgnoreCase", message: message))
    case "validatelength":
      let smaller =
        "The specified maximum character length of the argument is shorter than the specified minimum argument character length. Update the ValidateLength attribute for the parameter."
      return bounds(x, values, "ValidateLengthMaxLengthSmallerThanMinLength", smaller: smaller).map { .validate(.length($0, $1)) }
    case "validatecount":
      let smaller =
        "The specified maximum number of arguments for a parameter is fewer than the specified minimum number of arguments. Update the ValidateCount attribute for the parameter."
      return bounds(x, values, "ValidateRangeMaxLengthSmallerThanMinLength", smaller: smaller).map { .validate(.count($0, $1)) }
    case "validatescript": return checkingBlock(x, values.first ?? .null).map { .validate(.script($0, message: message)) }
    case "validatedrive":
      if values.count == 1, values[0].isNull { refuseIfEmpty(x, .null, "validRootDrives") }
      return .validate(.drive(values.map(text)))
    case "validateuserdrive": return .validate(.drive(["User"]))
    case "argumentcompleter":
      if values.count == 1 { completer(x, values[0]) }
      return .argumentCompleter(values.first ?? .null)
    case "argumentcompletions":
      refuseIfNone(x, values, "completions")
      return .argumentCompletions(values.map(text))
    case "psdefaultvalue": return .other(x.typeName.fullName, [named("Value") ?? .null, named("Help") ?? named("Value") ?? .null])
    case "supportswildcards": return .supportsWildcards
    case "credential": return .credential
    case "parameter": return nil
    case "pstypename":
      refuseIfEmpty(x, values.first ?? .null, "psTypeName")
      return .other(x.typeName.fullName, values)
    case "outputtype":
      for case let t as TypeExpressionAst in x.positionalArguments { _ = declaredType(t.typeName, at: t.extent) }
      return .other(x.typeName.fullName, values)
    case "experimental":
      if values.count == 2, let action = TypeTable.resolve("System.Management.Automation.ExperimentAction"), let cause = conversionFailure(values[1], action) { refuse(cause) }
      return .other(x.typeName.fullName, values)
    default:
      if let t = resolveType(x.typeName) ?? TypeTable.resolve(x.typeName.fullName + "Attribute"), t.scriptClass != nil || t.compiledBase != nil {
        return t.scriptClass == nil || !Attribute.acts(t) ? compiledAttribute(t, x, values) : .other(t.fullName, values)
      }
      return .other(x.typeName.fullName, values)
    }
  }
  /// An attribute whose class was compiled: what it does to arguments, when it does something.
  private func compiledAttribute(_ t: NetType, _ x: AttributeAst, _ values: [Value]) -> Attribute {
    let named = x.namedArguments.map { ($0.argumentName, $0.expressionOmitted ? Value.bool(true) : constant($0.argument)) }
    do {
      let v = try context.construct(t, values)
      for (n, y) in named { try context.setProperty(v, n, y) }
      return Attribute(made: v) ?? (t.scriptClass == nil ? .other(t.fullName, values) : .note(v))
    } catch let e as TerminatingError {
      reject(
        "ExceptionConstructingAttribute",
        "The following exception occurred while constructing the attribute \"\(x.typeName.fullName)\": \"\(e.record.exception.message)\"", "MetadataException",
        x.extent, inner: e.record.exception)
    } catch {}
    return .other(t.fullName, values)
  }

  /// Attributes of a typed assignment, evaluated when it runs.
  func attributes(_ list: [AttributeBaseAst]) -> (ExecutionContext, Cell) throws -> [Attribute] {
    var makers: [(ExecutionContext) throws -> Attribute?] = []
    for a in list {
      if a.kind == .typeConstraint { let t = typeReference(a.typeName, at: a.extent); makers.append { c in .type(try t(c)) } }
      else {
        // what is wrong with it is the assignment's error, when it runs
        let outer = attributeError
        attributeError = nil
        let written = unsafeDowncast(a, to: AttributeAst.self)
        check(written)
        let x = attribute(written), error = attributeError
        attributeError = outer
        makers.append { _ in if let error { throw error }; return x }
      }
    }
    return { c, _ in
      try makers.compactMap { make in
        let a = try make(c)
        guard case .other(let n, let values)? = a, let t = TypeTable.resolve(n), t.scriptClass != nil, Attribute.acts(t) else { return a }
        return Attribute(made: try c.construct(t, values)) ?? a
      }
    }
  }
}

extension Attribute {
  /// Of `[int]`: the type.
  var type: NetType? { if case .type(let t) = self { t } else { nil } }
  /// Whether a parameter with these attributes is a place that converts as a cast does: it has a type and nothing else, and one whose
  /// unset value is known.
  static func typesParameter(_ a: [Attribute]) -> Bool {
    guard a.count == 1, let t = a[0].type else { return false }
    if t.isValueType || t.target == .nullable { return t === TypeTable.bool || t === TypeTable.switchParameter || t.target == .number }
    return !t.isInterface
  }
  /// Whether a variable with this type is such a place: structures whose fields can change are not.
  static func typesLocal(_ a: [Attribute]) -> Bool {
    guard a.count == 1, let t = a[0].type else { return false }
    return t.target != .nullable && t.fullName != "System.Collections.DictionaryEntry"
  }
  /// Whether attributes of a class do something to arguments and assigned values.
  static func acts(_ t: NetType) -> Bool { t.isSubclass(of: transformation) || t.isSubclass(of: validation) }
  private static let transformation = "System.Management.Automation.ArgumentTransformationAttribute", validation = "System.Management.Automation.ValidateArgumentsAttribute"
  /// What an attribute object does to arguments and assigned values; nil when it only informs.
  public init?(made v: Value) {
    let t = TypeTable.typeOf(v)
    if t.isSubclass(of: Attribute.transformation) { self = .transform(v) }
    else if t.isSubclass(of: Attribute.validation) { self = .validate(.custom(v)) }
    else if t.isSubclass(of: "System.Management.Automation.ArgumentCompleterAttribute") { self = .argumentCompleter(v) }
    else { return nil }
  }
}

extension ExecutionContext {
  /// Whether a value passes the checks of a variable; its type asks nothing.
  public func meets(_ variable: Variable, _ v: Value) -> Bool {
    let checks = variable.attributes.filter { if case .type = $0 { false } else { true } }
    return (try? apply(checks, to: v, name: variable.name)) != nil
  }
  /// Applies a variable's constraints to a value: conversions and validations in order.
  /// - Parameter isNew: the variable comes into being with this very assignment
  /// - Parameter isTypedLocal: the variable is a place of a function that has a type, which converts as a cast does
  func apply(_ attributes: [Attribute], to v: Value, name: String, isNew: Bool = false, isTypedLocal: Bool = false) throws -> Value {
    var x = v
    if isTypedLocal, let t = attributes.first?.type { return try Conversion.convert(x, to: t, self) }
    func refusal(_ text: String, _ e: TerminatingError) -> TerminatingError {
      // only what a check itself refuses is the variable's error; what fails in it stays as it is
      guard e.record.exception.type.fullName == "System.Management.Automation.ValidationMetadataException" else {
        return e.record.exception.inner.map { $0.type.fullName.hasSuffix("RegexParseException") ? Conversion.rawError($0) : e } ?? e
      }
      return TerminatingError("ValidateSetFailure", text, .metadataError, exception: "System.Management.Automation.ValidationMetadataException")
    }
    // what stands next to the variable comes first; a new variable gets one attribute after the other
    for a in attributes.reversed() {
      switch a {
      case .type(let t):
        if t === TypeTable.int, case .int = x { continue }
        if t === TypeTable.string, case .string = x { continue }
        do {
          if Conversion.isBooleanLike(t) { try Conversion.requireBoolean(x, as: t) }
          x = try Conversion.convert(x, to: t, self)
          if t === ExecutionContext.actionPreferenceType, case .other(let r) = x, (r as? PSEnum)?.raw == Int64(ActionPreference.suspend.rawValue) {
            throw TerminatingError("InvalidActionPreference", ActionPreference.suspendIsReserved, .invalidArgument, exception: "System.Management.Automation.PSInvalidCastException")
          }
        } catch let e as TerminatingError {
          let inner = e.record.exception
          throw TerminatingError("RuntimeException", inner.message, .metadataError, exception: "System.Management.Automation.ArgumentTransformationMetadataException", inner: inner.withoutLanguage)
        }
      case .transform(let t): x = try transform(x, by: t)
      case .validate(let check) where isNew:
        do { try Validator.check(check, x, self) } catch let e as TerminatingError {
          throw refusal("The attribute cannot be added because variable \(name) with value \(Conversion.plainText(x)) would no longer be valid.", e)
        }
      default: continue
      }
    }
    if isNew { return x }
    for case .validate(let check) in attributes {
      var shown: String { if case .void = x { "" } else { x.isNull ? "$null" : Conversion.plainText(x) } }
      do { try Validator.check(check, x, self) } catch let e as TerminatingError {
        throw refusal("The variable cannot be validated because the value \(shown) is not a valid value for the \(name) variable.", e)
      }
    }
    return x
  }

  /// What a transformation attribute makes of a value.
  func transform(_ v: Value, by attribute: Value) throws -> Value {
    try throwing { try callOverride(attribute, "Transform", [variable("ExecutionContext") ?? .null, v]) }
  }
  /// What a `dynamicparam` block yields: a table of parameters, or an object of a class that declares them as properties.
  func describedParameters(_ v: Value) throws -> [(ParameterMetadata, target: Value, property: String?)] {
    switch v.base {
    case .hash(let h): try h.pairs.map { k, d in (try dynamicParameter(Conversion.toString(k, self), d), d, nil) }
    case .object(let o): o.type?.scriptClass?.parameters.map { p in (p, v, p.name) } ?? []
    default: []
    }
  }
  /// The parameters a function's `dynamicparam` block makes for some arguments; texts that begin with a dash are names.
  public func dynamicParameters(of f: FunctionInfo, arguments: [Value] = []) throws -> [ParameterMetadata] {
    guard let dynamic = f.block.ast.dynamicParamBlock else { return [] }
    let head = f.block.ast.paramBlock?.extent.text ?? ""
    let body = dynamic.statements.map(\.extent.text).joined(separator: "\n")
    let block = try makeBlock(head + "\n" + body)
    if arguments.isEmpty { return try describedParameters(try invokeBlock(block)).map(\.0) }
    let site = CommandSite.callback(block), out = Collector()
    let stage = try FunctionStage(self, plan(block), command: nil, site, named(arguments, site.extent), next: out, expectsInput: false)
    try driveAlone(stage)
    return try describedParameters(out.result).map(\.0)
  }

  private func named(_ values: [Value], _ extent: Extent) -> [Argument] {
    func name(_ i: Int) -> String? {
      guard i < values.count, let s = values[i].stringValue, s.utf8.count > 1, s.utf8.first == UInt8(ascii: "-") else { return nil }
      return String(s.dropFirst())
    }
    var all: [Argument] = [], i = 0
    while i < values.count {
      guard let n = name(i) else { all.append(Argument(name: nil, value: values[i], hasValue: true, extent: extent)); i += 1; continue }
      let hasValue = i + 1 < values.count && name(i + 1) == nil
      all.append(Argument(name: n, value: hasValue ? values[i + 1] : .null, hasValue: hasValue, extent: extent))
      i += hasValue ? 2 : 1
    }
    return all
  }
  /// A `RuntimeDefinedParameter` as metadata.
  func dynamicParameter(_ name: String, _ d: Value) throws -> ParameterMetadata {
    var type = TypeTable.object
    if case .type(let t)? = try property(d, "ParameterType") { type = t }
    var sets: [ParameterMetadata.SetEntry] = []
    var attributes: [Attribute] = []
    var aliases: [String] = []
    if let list = try property(d, "Attributes"), let a = sequence(list) ?? (list.isNull ? nil : PSArray([list])) {
      for x in a.values {
        let t = TypeTable.typeOf(x), n = t.name
        if t.scriptClass != nil, t.isSubclass(of: "System.Management.Automation.ValidateArgumentsAttribute") { attributes.append(.validate(.custom(x)))
        } else if n == "CredentialAttribute" { attributes.append(.credential)
        } else if t.isSubclass(of: "System.Management.Automation.ArgumentTransformationAttribute") { attributes.append(.transform(x))
        } else if n.hasPrefix("ParameterAttribute") {
          var e = ParameterMetadata.SetEntry()
          e.mandatory = Conversion.toBool(try property(x, "Mandatory") ?? .null)
          if let p = try property(x, "Position"), let i = try? Conversion.toInt64(p), i >= 0 { e.position = Int(i) }
          if let s = try property(x, "ParameterSetName"), !s.isNull { e.name = Conversion.toString(s, self) }
          e.fromPipeline = Conversion.toBool(try property(x, "ValueFromPipeline") ?? .null)
          e.fromPropertyName = Conversion.toBool(try property(x, "ValueFromPipelineByPropertyName") ?? .null)
          e.remaining = Conversion.toBool(try property(x, "ValueFromRemainingArguments") ?? .null)
          if let h = try property(x, "HelpMessage"), !h.isNull { e.helpMessage = Conversion.toString(h, self) }
          sets.append(e)
        } else if n.hasPrefix("ValidateSet"), let vs = try property(x, "ValidValues"), let l = sequence(vs) {
          let ignoresCase = try property(x, "IgnoreCase").map { Conversion.toBool($0) } ?? true
          attributes.append(.validate(.set(l.values.map { Conversion.toString($0, self) }, ignoreCase: ignoresCase, message: nil)))
        } else if n.hasPrefix("ValidateRange"), let lo = try property(x, "MinRange"), let hi = try property(x, "MaxRange") {
          attributes.append(hi.isNull ? .validate(.rangeKind(Conversion.toString(lo, self))) : .validate(.range(lo, hi)))
        } else if n.hasPrefix("ValidatePattern"), let p = try property(x, "RegexPattern") { attributes.append(.validate(.pattern(Conversion.toString(p, self), options: "IgnoreCase", message: nil)))
        } else if n.hasPrefix("ValidateLength"), let lo = try property(x, "MinLength"), let hi = try property(x, "MaxLength") {
          attributes.append(.validate(.length(Int(try Conversion.toInt64(lo)), Int(try Conversion.toInt64(hi)))))
        } else if n.hasPrefix("ValidateCount"), let lo = try property(x, "MinLength"), let hi = try property(x, "MaxLength") {
          attributes.append(.validate(.count(Int(try Conversion.toInt64(lo)), Int(try Conversion.toInt64(hi)))))
        } else if n.hasPrefix("ValidateScript"), case .block(let b)? = try property(x, "ScriptBlock") { attributes.append(.validate(.script(b, message: nil)))
        } else if n.hasPrefix("ValidateNotNullOrEmpty") { attributes.append(.validate(.notNullOrEmpty))
        } else if n.hasPrefix("ValidateNotNullOrWhiteSpace") { attributes.append(.validate(.notNullOrWhiteSpace))
        } else if n.hasPrefix("ValidateNotNull") { attributes.append(.validate(.notNull))
        } else if n.hasPrefix("AllowNull") { attributes.append(.allowNull)
        } else if n.hasPrefix("AllowEmptyString") { attributes.append(.allowEmptyString)
        } else if n.hasPrefix("AllowEmptyCollection") { attributes.append(.allowEmptyCollection)
        } else if n.hasPrefix("Alias"), let vs = try property(x, "AliasNames"), let l = sequence(vs) { aliases += l.values.map { Conversion.toString($0, self) } }
      }
    }
    if type !== TypeTable.object { attributes.insert(.type(type), at: 0) }
    let m = ParameterMetadata(name, type: type, sets: sets.isEmpty ? [.init()] : sets, aliases: aliases, attributes: attributes)
    m.isDynamic = true
    return m
  }
}
