let emptyBlock = ScriptBlock(Parser.parse(SourceText("")).ast, source: SourceText(""), home: nil)
import Syntax
final class Unit { init(_ n: String, _ k: Kind) {}; enum Kind { case global, frame, dynamic } }
final class Code {}
struct Frame { var unit: Unmanaged<Unit>; var fp: Cell; var parent: Int32; var chain: UInt64; var extras: Unmanaged<Extras>? }
final class Extras {}
struct GlobalTable {}
final class TextBuffer {}
final class ModuleScope {}
public final class ScriptClass {}
