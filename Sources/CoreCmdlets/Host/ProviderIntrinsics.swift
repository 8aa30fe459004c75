/// `$ExecutionContext.InvokeProvider` and `$PSCmdlet.InvokeProvider`: items, children, content and properties of every
/// drive as methods. Each method is one line of what a cmdlet does with its arguments.
import Engine
import NetTypes

extension EngineIntrinsics {
  private static let items = "System.Collections.ObjectModel.Collection[psobject]", names = "System.Collections.ObjectModel.Collection[string]"

  /// Signature, then what is run: `$p` is the path, `$f` whether to force, `@at` the path as `$l` says it is meant.
  private static let parts: [(type: String, property: String, methods: [(String, String)])] = [
    ("ItemCmdletProviderIntrinsics", "Item", [
      ("\(items) Get(string path)", "param($p) Get-Item @at"),
      ("\(items) Get(string[] path, bool force, bool literalPath)", "param($p, $f, $l) Get-Item @at -Force:$f"),
      ("\(items) Set(string path, System.Object value)", "param($p, $v) Set-Item @at -Value $v -PassThru"),
      ("\(items) Set(string[] path, System.Object value, bool force, bool literalPath)", "param($p, $v, $f, $l) Set-Item @at -Value $v -PassThru -Force:$f"),
      ("\(items) Clear(string path)", "param($p) Clear-Item @at; Get-Item @at"),
      ("\(items) Clear(string[] path, bool force, bool literalPath)", "param($p, $f, $l) Clear-Item @at -Force:$f; Get-Item @at"),
      ("void Invoke(string path)", "param($p) Invoke-Item @at"),
      ("void Invoke(string[] path, bool literalPath)", "param($p, $l) Invoke-Item @at"),
      ("\(items) Rename(string path, string newName)", "param($p, $n) Rename-Item @at -NewName $n -PassThru"),
      ("\(items) Rename(string path, string newName, bool force)", "param($p, $n, $f) Rename-Item @at -NewName $n -PassThru -Force:$f"),
      ("\(items) New(string path, string name, string itemTypeName, System.Object content)", "param($p, $n, $t, $c) " + new),
      ("\(items) New(string[] path, string name, string itemTypeName, System.Object content, bool force)", "param($p, $n, $t, $c, $f) " + new + " -Force:$f"),
      ("void Remove(string path, bool recurse)", "param($p, $r) Remove-Item @at -Recurse:$r"),
      ("void Remove(string[] path, bool recurse, bool force, bool literalPath)", "param($p, $r, $f, $l) Remove-Item @at -Recurse:$r -Force:$f"),
      ("\(items) Copy(string path, string destinationPath, bool recurse, \(ns)CopyContainers copyContainers)", "param($p, $d, $r, $c) " + copy),
      ("\(items) Copy(string[] path, string destinationPath, bool recurse, \(ns)CopyContainers copyContainers, bool force, bool literalPath)", "param($p, $d, $r, $c, $f, $l) " + copy + " -Force:$f"),
      ("\(items) Move(string path, string destination)", "param($p, $d) Move-Item @at -Destination $d -PassThru"),
      ("\(items) Move(string[] path, string destination, bool force, bool literalPath)", "param($p, $d, $f, $l) Move-Item @at -Destination $d -PassThru -Force:$f"),
      ("bool Exists(string path)", "param($p) Test-Path @at"),
      ("bool Exists(string path, bool force, bool literalPath)", "param($p, $f, $l) Test-Path @at"),
      ("bool IsContainer(string path)", "param($p) Test-Path @at -PathType Container"),
    ]),
    ("ChildItemCmdletProviderIntrinsics", "ChildItem", [
      ("\(items) Get(string path, bool recurse)", "param($p, $r) Get-ChildItem @at -Recurse:$r"),
      ("\(items) Get(string[] path, bool recurse, bool force, bool literalPath)", "param($p, $r, $f, $l) Get-ChildItem @at -Recurse:$r -Force:$f"),
      ("\(items) Get(string[] path, bool recurse, uint depth, bool force, bool literalPath)", "param($p, $r, $d, $f, $l) Get-ChildItem @at -Recurse:$r -Depth $d -Force:$f"),
      ("\(names) GetNames(string path, \(ns)ReturnContainers returnContainers, bool recurse)", "param($p, $c, $r) Get-ChildItem @at -Name -Recurse:$r"),
        (
          "\(names) GetNames(string[] path, \(ns)ReturnContainers returnContainers, bool recurse, bool force, bool literalPath)",
          "param($p, $c, $r, $f, $l) Get-ChildItem @at -Name -Recurse:$r -Force:$f"
        ),
        (
          "\(names) GetNames(string[] path, \(ns)ReturnContainers returnContainers, bool recurse, uint depth, bool force, bool literalPath)",
          "param($p, $c, $r, $d, $f, $l) Get-ChildItem @at -Name -Recurse:$r -Depth $d -Force:$f"
        ),
      ("bool HasChild(string path)", "param($p) " + hasChild),
      ("bool HasChild(string path, bool force, bool literalPath)", "param($p, $f, $l) " + hasChild),
    ]),
    ("ContentCmdletProviderIntrinsics", "Content", [
      ("void Clear(string path)", "param($p) Clear-Content @at"),
      ("void Clear(string[] path, bool force, bool literalPath)", "param($p, $f, $l) Clear-Content @at -Force:$f"),
    ]),
    ("PropertyCmdletProviderIntrinsics", "Property", [
      ("\(items) Get(string path, \(names) providerSpecificPickList)", "param($p, $n) " + properties),
      ("\(items) Get(string[] path, \(names) providerSpecificPickList, bool literalPath)", "param($p, $n, $l) " + properties),
      ("\(items) Set(string path, psobject propertyValue)", "param($p, $v) $v | Set-ItemProperty @at -PassThru"),
      ("\(items) Set(string[] path, psobject propertyValue, bool force, bool literalPath)", "param($p, $v, $f, $l) $v | Set-ItemProperty @at -PassThru -Force:$f"),
      ("void Clear(string path, \(names) propertyToClear)", "param($p, $n) foreach ($x in $n) { Clear-ItemProperty @at -Name $x }"),
      ("void Clear(string[] path, \(names) propertyToClear, bool force, bool literalPath)", "param($p, $n, $f, $l) foreach ($x in $n) { Clear-ItemProperty @at -Name $x -Force:$f }"),
      ("\(items) New(string path, string propertyName, string propertyTypeName, System.Object value)", "param($p, $n, $t, $v) New-ItemProperty @at -Name $n -PropertyType $t -Value $v"),
      (
        "\(items) New(string[] path, string propertyName, string propertyTypeName, System.Object value, bool force, bool literalPath)",
        "param($p, $n, $t, $v, $f, $l) New-ItemProperty @at -Name $n -PropertyType $t -Value $v -Force:$f"
      ),
      ("void Remove(string path, string propertyName)", "param($p, $n) Remove-ItemProperty @at -Name $n"),
      ("void Remove(string[] path, string propertyName, bool force, bool literalPath)", "param($p, $n, $f, $l) Remove-ItemProperty @at -Name $n -Force:$f"),
      ("\(items) Rename(string path, string sourceProperty, string destinationProperty)", "param($p, $n, $m) Rename-ItemProperty @at -Name $n -NewName $m -PassThru"),
      (
        "\(items) Rename(string[] path, string sourceProperty, string destinationProperty, bool force, bool literalPath)",
        "param($p, $n, $m, $f, $l) Rename-ItemProperty @at -Name $n -NewName $m -PassThru -Force:$f"
      ),
    ] + ["Copy", "Move"].flatMap { verb in [
      (
        "\(items) \(verb)(string sourcePath, string sourceProperty, string destinationPath, string destinationProperty)",
        "param($p, $n, $d, $m) \(verb)-ItemProperty @at -Name $n -Destination $d -PassThru"
      ),
      (
        "\(items) \(verb)(string[] sourcePath, string sourceProperty, string destinationPath, string destinationProperty, bool force, bool literalPath)",
        "param($p, $n, $d, $m, $f, $l) \(verb)-ItemProperty @at -Name $n -Destination $d -PassThru -Force:$f"
      ),
    ] }),
  ]
  private static let properties = "if ($n) { Get-ItemProperty @at -Name $n } else { Get-ItemProperty @at }"
  private static let new = "$more = @{}; if ($n) { $more.Name = $n }; if ($t) { $more.ItemType = $t }; if ($null -ne $c) { $more.Value = $c }; New-Item -Path $p @more"
  private static let copy = "Copy-Item @at -Destination $d -Recurse:$r -Container:($c -eq 'CopyTargetContainer') -PassThru"
  private static let hasChild = "$null -ne (Get-Item @at -Force | ForEach-Object { Get-ChildItem -LiteralPath $_.PSPath -Force | Select-Object -First 1 })"

  /// The code with what all of it begins with.
  private static func whole(_ code: String) -> String {
    let end = code.firstIndex(of: ")").map { code.index(after: $0) } ?? code.startIndex
    return code[..<end] + " $ErrorActionPreference = 'Stop'; $at = if ($l) { @{ LiteralPath = $p } } else { @{ Path = $p } };" + code[end...]
  }

  static func registerProviderIntrinsics() {
    type("ProviderIntrinsics") { t in for p in parts { part(t, p.type, p.property) } }
    for p in parts {
      type(p.type) { t in
        for (signature, code) in p.methods {
          let isList = signature.hasPrefix("System.Collections"), isVoid = signature.hasPrefix("void")
          t.method(signature) { _, a, c in
            do {
              let r = try run(whole(code), a, c)
              return isVoid ? .void : isList ? collection(r) : r
            } catch let e as TerminatingError {
              // what stopped the cmdlet is what the method throws
              throw netError(e.record.exception.type.fullName, e.record.exception.message)
            }
          }
        }
      }
    }
  }
}
